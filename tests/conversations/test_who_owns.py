"""Who owns a customer: now, at a date, over a year, ever; nobody; several who disagree; my own."""

from pathlib import Path

from tests.conversations.stage import Stage, labels

OWNERSHIP = "customer_id,person_id,role,valid_from,valid_to,source"
ALIASES = [
    ("谁负责澄溪华东光伏科技股份有限公司", "李雷"),
    ("谁负责澄溪光伏", "李雷"),
    ("谁负责Huadong PV", "李雷"),
    ("谁负责蓝屿组建", "李雷"),
    ("艾克米是谁的客户", "Emma Thorne"),
    ("who owns Brightmor Foods?", "Diego Fuentes"),
    ("who owns ACME HARBOUR?", "Emma Thorne"),
]


async def test_now_with_source_and_date(stage: Stage) -> None:
    await stage.says("han.mei", "east-pv", "@搭子 谁负责华东光伏？")
    said = await stage.reply("east-pv")
    assert said.startswith("华东光伏由李雷负责（自 2026-01-01，CRM 导入 2026-01-03）。")
    assert "孙浩（售前）、徐岚（客户成功）" in said
    await stage.says("priya.nair", "international", "@Dazi who owns Acme?")
    said = await stage.reply("international")
    assert said.startswith("Emma Thorne owns Acme (since 2024-06-01, CRM import 2026-01-03).")
    assert "Priya Nair (presales)" in said


async def test_on_a_day_in_a_month_and_next_year(stage: Stage) -> None:
    assert "2025-12-31，华东光伏由韩梅负责" in await stage.told("han.mei", "2025年12月31日谁负责华东光伏？")
    assert "2025 年 3 月，华东光伏由韩梅负责" in await stage.told("han.mei", "华东光伏2025年3月归谁管")
    assert "2027 年华东光伏仍由李雷负责" in await stage.told("han.mei", "华东光伏明年归谁")
    said = await stage.told("emma.thorne", "who owned Northwyck in March 2025?")
    assert said.startswith("Diego Fuentes owned Northwyck in March 2025")
    assert (await stage.told("emma.thorne", "who owned Northwyck on 2025-05-01?")).startswith(
        "Emma Thorne owned Northwyck on 2025-05-01"
    )


async def test_a_year_in_which_it_moved_names_both(stage: Stage) -> None:
    said = await stage.told("li.lei", "曜日新能源去年归谁？")
    assert said.startswith("2025 年，曜日新能源先后由赵鹏、韩梅负责：")
    assert "赵鹏（2023-03-01 至 2025-06-30，CRM 导入 2026-01-03）" in said
    assert "韩梅（自 2025-07-01，离职交接单 2025-06-27）" in said
    said = await stage.told("emma.thorne", "who owned Northwyck last year?")
    assert said.startswith("Diego Fuentes, then Emma Thorne owned Northwyck in 2025:")
    assert "hand-over note 2025-04-28" in said


async def test_history(stage: Stage) -> None:
    said = await stage.told("han.mei", "光栈储能的历任负责人")
    assert said.splitlines() == [
        "光栈储能先后有 2 位负责人：",
        "· 赵鹏（2024-01-10 至 2025-06-30，CRM 导入 2026-01-03）",
        "· 李雷（自 2025-07-01，离职交接单 2025-06-27）",
    ]
    assert "只有一位负责人：韩梅" in await stage.told("han.mei", "明煦逆变以前归谁管")
    assert "only owner on record for Acme" in await stage.told("emma.thorne", "ownership history of Acme")


async def test_short_names_aliases_and_typos(stage: Stage) -> None:
    for asked, owner in ALIASES:
        assert owner in await stage.told("han.mei", asked), asked


async def test_no_owner_recorded_names_those_who_had_deals(stage: Stage) -> None:
    said = await stage.told("sun.hao", "玄鹿生物是谁的客户？")
    assert said.splitlines() == [
        "玄鹿生物没有记录负责人。从商机记录看，做过它的有 2 人：",
        "· 李雷：1 个商机（赢 0，输 0，进行中 1），2025-10-20",
        "· 韩梅：1 个商机（赢 0，输 1，进行中 0），2024-11-12 至 2025-03-12",
    ]
    said = await stage.told("emma.thorne", "who owns Xuanlu Biotech?")
    assert said.splitlines() == [
        "No owner is recorded for Xuanlu Biotech. Going by its deals, these worked on it: Li Lei, Han Mei.",
        "Left out: deals. Only colleagues who work with this customer may see those.",
    ]
    said = (await stage.asks("who owns Xuanlu Biotech?", as_whom="sun.hao", lang="en"))["text"]
    assert said.startswith("No owner is recorded for Xuanlu Biotech. Going by its deals, 2 people worked on it:")
    assert "· Han Mei: 1 deal (0 won, 1 lost, 0 open), 2024-11-12 to 2025-03-12" in said


async def test_sources_that_disagree_are_all_shown(stage: Stage, tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "ownership.csv").write_text(
        f"{OWNERSHIP}\nC001,wang.qiang,rep,2026-01-05,,华南交接邮件 2026-01-05\n",
        encoding="utf-8",
    )
    await stage.imports(tmp_path / "more")
    said = await stage.told("han.mei", "谁负责华东光伏？")
    assert said.splitlines() == [
        "华东光伏的负责人，2 处来源说法不一，我不替你选：",
        "· 李雷（自 2026-01-01，CRM 导入 2026-01-03）",
        "· 王强（自 2026-01-05，华南交接邮件 2026-01-05）",
        "请和他们确认，再把记错的那处改掉。",
    ]
    answer = await stage.asks("who owns Huadong PV?", as_whom="emma.thorne")
    assert answer["conflict"] is True
    assert answer["text"].startswith("2 sources disagree on who owns Huadong PV; I won't pick one:")
    assert {line["what"] for line in answer["sources"]} == {"CRM 导入 2026-01-03", "华南交接邮件 2026-01-05"}
    before = await stage.asks("2026-01-02谁负责华东光伏", as_whom="han.mei")
    assert before["conflict"] is False
    assert "李雷" in before["text"]
    assert "王强" not in before["text"]


async def test_an_owner_who_left_is_called_out(stage: Stage, tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "ownership.csv").write_text(
        f"{OWNERSHIP}\nC031,zhao.peng,rep,2024-01-01,,旧表 2025-01-01\n",
        encoding="utf-8",
    )
    await stage.imports(tmp_path / "more")
    said = await stage.told("han.mei", "谁负责玄鹿生物？")
    assert said.startswith("玄鹿生物由赵鹏负责（自 2024-01-01，旧表 2025-01-01）。赵鹏已于 2025-06-30 离职")
    assert "left the team on 2025-06-30" in await stage.told("emma.thorne", "who owns Xuanlu Biotech")


async def test_my_customers(stage: Stage) -> None:
    said = await stage.told("han.mei", "我的客户")
    assert said.splitlines()[0] == "你负责 7 个客户："
    assert "· 曜日新能源（自 2025-07-01，离职交接单 2025-06-27）" in said
    assert "华东光伏" not in said
    assert "你负责 9 个客户" in await stage.told("han.mei", "我去年负责哪些客户")
    said = await stage.told("emma.thorne", "which customers do I own?")
    assert said.startswith("You own 11 customers:\n· Acme (since 2024-06-01, CRM import 2026-01-03)")
    said = await stage.told("xu.lan", "我的客户")
    assert said.startswith("你参与跟进 13 个客户，没有记在你名下的：华东光伏、")


async def test_a_question_that_names_two_customers_is_asked_back(stage: Stage) -> None:
    await stage.says("han.mei", "direct", "华东光伏和Acme谁负责")
    answer = await stage.answer("direct", "han.mei")
    assert labels(answer) == ["华东光伏", "Acme"]
    await stage.presses("han.mei", answer, "Acme")
    assert "Acme 由 Emma Thorne 负责" in await stage.reply("direct", "han.mei")
