"""The visitors of the sample month who matter: who they are, and what they did, step by step.

A step is "MM-DD HH:MM:SS kind value [dwell seconds]" in Shanghai time; December is 2025, January 2026.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Journey:
    """One visitor's month. Forms carry `email` and `lead_id` where they are set: they tie the visitor to the lead."""

    visitor_id: str
    utm_source: str
    steps: tuple[str, ...]
    email: str = ""
    lead_id: str = ""


# Three compare pages, the white paper and the maintenance form within thirty days.
HOT = (
    Journey(
        "v-1d07c2",
        "baidu",
        (
            "12-13 10:01:20 page_view /products/fieldcare 95",
            "12-13 10:12:05 form webinar",
            "12-17 14:20:31 page_view /compare/fieldcare-vs-maintiva 212",
            "12-17 14:27:02 page_view /compare/linesight-vs-servodesk 148",
            "12-19 09:41:50 download service-whitepaper",
            "12-23 15:02:44 page_view /compare/fieldcare-vs-maintiva 305",
            "12-23 15:09:18 page_view /pricing 187",
            "12-24 10:48:09 form maintenance",
        ),
        email="luo.zhen@qingyan.example",
        lead_id="L001",
    ),
    Journey(
        "v-2b9f40",
        "wechat",
        (
            "12-15 09:33:12 page_view /cases/ruizhu 160",
            "12-21 20:14:07 page_view /compare/fieldcare-vs-servodesk 121",
            "12-21 20:19:55 page_view /compare/fieldcare-vs-maintiva 244",
            "12-26 11:02:38 page_view /compare/linesight-vs-servodesk 190",
            "12-29 16:40:21 form maintenance",
            "12-29 16:52:03 download service-whitepaper",
        ),
        email="deng.lihua@bochuan.example",
    ),
    Journey(
        "v-3ae815",
        "linkedin",
        (
            "12-16 17:10:26 page_view /products/linesight 88",
            "12-16 17:25:40 form demo",
            "12-22 18:31:09 download service-whitepaper",
            "12-30 17:44:52 page_view /compare/linesight-vs-servodesk 176",
            "01-02 18:05:33 page_view /compare/fieldcare-vs-servodesk 142",
            "01-05 17:20:47 page_view /compare/fieldcare-vs-maintiva 233",
            "01-05 17:38:15 form maintenance",
        ),
        lead_id="L003",
    ),
    Journey(
        "v-47d3e9",
        "exhibition",
        (
            "12-18 14:30:11 page_view /events/pv-expo-2025 64",
            "12-28 21:05:36 page_view /compare/sunwatch-vs-gridhand 198",
            "12-28 21:11:02 page_view /compare/sunwatch-vs-gridhand 87",
            "01-06 10:22:49 page_view /compare/fieldcare-vs-maintiva 156",
            "01-07 09:15:24 download service-whitepaper",
            "01-09 11:37:58 form maintenance",
        ),
        email="shi.ke@zetong.example",
    ),
)

# One step short when the month ends: the sample day brings the rest.
NEARLY = (
    Journey(
        "v-5c60b8",
        "baidu",
        (
            "12-29 10:09:41 page_view /products/sunwatch 131",
            "12-29 10:22:00 form webinar",
            "01-05 14:03:27 page_view /compare/sunwatch-vs-gridhand 226",
            "01-08 09:47:16 page_view /compare/fieldcare-vs-maintiva 174",
            "01-09 16:25:05 download service-whitepaper",
        ),
        email="shen.wang@xingqiao.example",
        lead_id="L021",
    ),
    Journey(
        "v-68fa27",
        "wechat",
        (
            "12-31 11:02:19 page_view /cases/ruizhu 143",
            "01-04 20:31:55 page_view /compare/linesight-vs-servodesk 205",
            "01-04 20:37:40 page_view /compare/fieldcare-vs-servodesk 118",
            "01-07 10:55:08 page_view /compare/fieldcare-vs-maintiva 267",
            "01-10 09:18:33 download service-whitepaper",
        ),
    ),
    Journey(
        "v-79e1d4",
        "linkedin",
        (
            "01-05 18:16:02 page_view /products/linesight 77",
            "01-06 19:40:13 page_view /compare/linesight-vs-servodesk 64",
            "01-08 18:22:57 page_view /compare/linesight-vs-servodesk 71",
            "01-09 17:58:30 page_view /compare/fieldcare-vs-servodesk 59",
        ),
    ),
    Journey(
        "v-8a42f6",
        "google",
        (
            "01-02 23:48:00 form demo",
            "01-06 22:50:44 page_view /compare/fieldcare-vs-maintiva 189",
            "01-09 23:12:26 page_view /compare/fieldcare-vs-servodesk 152",
            "01-10 00:05:39 page_view /compare/linesight-vs-servodesk 137",
        ),
        email="marisol.vega@cobaltridge.example",
        lead_id="L024",
    ),
)

# They look hot and are not: a form is missing, a page is missing, or the thirty days are over.
NOT_QUITE = (
    Journey(
        "v-9107ab",
        "baidu",
        (
            "12-14 10:41:18 page_view /compare/fieldcare-vs-maintiva 166",
            "12-14 10:46:52 page_view /compare/linesight-vs-servodesk 104",
            "12-14 11:00:00 form contact",
            "12-16 15:33:07 page_view /compare/fieldcare-vs-servodesk 131",
            "12-16 15:40:29 download service-whitepaper",
        ),
        email="ruan.qing@yitong.example",
        lead_id="L005",
    ),
    Journey(
        "v-a23c5e",
        "wechat",
        (
            "12-19 10:05:00 form maintenance",
            "12-22 14:15:43 page_view /compare/fieldcare-vs-maintiva 98",
            "12-22 14:21:10 page_view /compare/linesight-vs-servodesk 115",
            "12-23 09:02:36 download service-whitepaper",
        ),
        email="dai.wen@diecui.example",
        lead_id="L007",
    ),
    Journey(
        "v-b48d91",
        "google",
        (
            "12-12 09:10:25 page_view /compare/fieldcare-vs-maintiva 140",
            "12-18 23:03:14 page_view /compare/fieldcare-vs-maintiva 158",
            "12-20 23:01:48 page_view /compare/linesight-vs-servodesk 122",
            "12-20 23:10:02 download service-whitepaper",
            "01-11 20:44:31 form maintenance",
        ),
        email="jordan.ames@maplewick.example",
        lead_id="L009",
    ),
)
