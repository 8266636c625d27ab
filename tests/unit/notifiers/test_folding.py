"""Many notices as one: counts, a line each, urgent first as given; and the file that holds what the lines do not."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.people.model import LANGS, Lang
from notifiers.alerts.hot_lead import example
from notifiers.folding import MOST_BYTES, MOST_LINES, Entry, folded_notice
from notifiers.notice import EVERYBODY, MOST_RINGS, Evidence, InDoubt, Notice, Ring, Urgency

NOW = datetime(2026, 1, 12, 1, 0, tzinfo=UTC)
PUT = NOW - timedelta(minutes=5)
HOT = Notice(
    "hot_lead",
    "1",
    1,
    "en",
    zone="Asia/Shanghai",
    title="Acme",
    badge="🔥 Hot lead",
    urgency=Urgency.HIGH,
    why=(Evidence("Sent a form", NOW - timedelta(hours=1)), Evidence("Looked", NOW - timedelta(hours=2))),
)
PLAIN = Notice("operator_row_failed", "2", 1, "en", text="A row failed.\nIt is kept.")


def entries(*notices: Notice, link: str = "") -> list[Entry]:
    return [Entry(one, PUT, f"{link}{number}" if link else "") for number, one in enumerate(notices, 1)]


def folded(*notices: Notice, link: str = "") -> Notice:
    return folded_notice(entries(*notices, link=link), "7", NOW)


def many(count: int, lang: Lang = "en") -> list[Notice]:
    return [replace(example(lang), subject=str(n), title=f"Customer {n:03d}") for n in range(count)]


def file_of(notice: Notice) -> str:
    assert notice.attachment is not None
    return notice.attachment.content.decode("utf-8-sig")


def test_counts_then_a_line_for_each_with_cause_time_and_link() -> None:
    found = folded(HOT, PLAIN, link="https://d.example/n/")
    assert (found.title, found.subject, found.urgency) == ("2 alerts, folded into one", "7", Urgency.HIGH)
    assert found.text.split("\n") == [
        "🔥 Hot lead × 1 · other × 1",
        "· 🔥 Hot lead Acme — Sent a form · 08:00 https://d.example/n/1",
        "· A row failed. · 08:55 https://d.example/n/2",
    ]
    assert found.attachment is None


def test_without_a_link_a_line_ends_with_its_time() -> None:
    assert folded(HOT).text.split("\n")[1] == "· 🔥 Hot lead Acme — Sent a form · 08:00"


def test_nothing_is_counted_where_nothing_has_a_badge() -> None:
    assert folded(PLAIN, PLAIN).text.split("\n")[0].startswith("· A row failed.")


def test_what_is_settled_says_so_instead_of_its_cause() -> None:
    settled = replace(HOT, badge="Settled", settled="Claimed by Li Lei at 10:44", version=2)
    assert folded(settled).text.split("\n")[1] == "· Settled Acme — Claimed by Li Lei at 10:44"


@pytest.mark.parametrize(
    ("lang", "title", "counts"),
    [
        ("zh", "2 条提醒，合并成一条", "🔥 热线索 1 条 · 其他 1 条"),
        ("en", "2 alerts, folded into one", "🔥 Hot lead × 1 · other × 1"),
    ],
)
def test_speaks_the_language_of_the_first(lang: Lang, title: str, counts: str) -> None:
    found = folded(example(lang), PLAIN)
    assert (found.lang, found.title, found.text.split("\n")[0]) == (lang, title, counts)


def test_each_is_told_in_its_own_language() -> None:
    text = folded(example("zh"), example("en")).text
    assert "· 🔥 热线索 华东光伏（Wang Fang） — 提交表单 maintenance" in text
    assert "· 🔥 Hot lead East China Solar (Wang Fang) — Sent the form maintenance" in text


@pytest.mark.parametrize(("lang", "say"), [("zh", "例如“认领 L-1001”"), ("en", "for example “claim L-1001”")])
def test_says_how_to_act_on_one(lang: Lang, say: str) -> None:
    assert say in folded(example(lang)).text.split("\n")[-1]


def test_a_list_in_doubt_is_sent_again_whatever_is_in_it() -> None:
    assert folded(PLAIN, replace(HOT, in_doubt=InDoubt.REPORT)).in_doubt is InDoubt.RESEND


def test_twenty_lines_need_no_file_and_one_more_does() -> None:
    few, more = (folded(*[replace(PLAIN, text=f"row {n}") for n in range(count)]) for count in (20, 21))
    assert few.attachment is None
    assert "row 19" in few.text
    assert "And 1 more; all 21 are in the attached file alerts-2026-01-12-0100.txt." in more.text
    assert "row 20" not in more.text
    assert "row 20" in file_of(more)


@pytest.mark.parametrize("lang", LANGS)
def test_the_file_tells_everything_of_each_in_one_line(lang: Lang) -> None:
    notice = replace(example(lang), zone="Asia/Shanghai")
    found = folded(*[notice] * 30, link="https://d.example/n/")
    lines = file_of(found).split("\r\n")
    numbered = [line for line in lines if line.partition(". ")[0].isdigit()]
    assert len(numbered) == 30
    parts = [notice.title, notice.foot, "https://d.example/n/30", *(choice.say for choice in notice.choices)]
    parts += [fact.value for fact in notice.facts] + [why.text for why in notice.why] + ["2026-01-12 10:00"]
    assert [part for part in parts if part not in numbered[-1]] == []


def test_the_file_opens_on_old_windows() -> None:
    found = folded(*[replace(PLAIN, lang="zh", text="两行\n文字")] * 30)
    assert found.attachment is not None
    assert found.attachment.content.startswith("\ufeff30 条提醒".encode())
    assert "\n" not in file_of(found).replace("\r\n", "")
    assert (found.attachment.name, found.attachment.media_type) == ("alerts-2026-01-12-0100.txt", "text/plain")
    assert "1. 两行 / 文字" in file_of(found)


def test_the_file_is_named_and_dated_in_the_readers_zone() -> None:
    found = folded(*[HOT] * 30)
    assert found.attachment is not None
    assert found.attachment.name == "alerts-2026-01-12-0900.txt"
    assert file_of(found).split("\r\n")[0] == "30 alerts, folded into one, 2026-01-12 09:00 (UTC+8)"


@pytest.mark.parametrize(
    ("lang", "said"),
    [("zh", "，也可以打开 https://d.example/n/9 看。"), ("en", ", and at https://d.example/n/9 as well.")],
)
def test_says_where_a_long_list_is_shown_whole(lang: Lang, said: str) -> None:
    long, short = (
        folded_notice(entries(*[replace(PLAIN, lang=lang)] * n), "7", NOW, "https://d.example/n/9") for n in (30, 1)
    )
    assert said in long.text
    assert "n/9" not in short.text


def test_a_line_that_is_too_long_is_in_the_file_alone() -> None:
    found = folded(replace(PLAIN, text="字" * MOST_BYTES))
    assert "字" not in found.text
    assert "字" * MOST_BYTES in file_of(found)


words = st.text("ab 字🔥\n", max_size=400)


@given(st.lists(st.builds(replace, st.just(HOT), title=words, badge=words), min_size=1, max_size=60))
def test_every_notice_is_a_line_of_the_message_or_the_file_has_all(notices: Sequence[Notice]) -> None:
    numbered = [replace(one, title=f"#{n}# {one.title}", badge="x") for n, one in enumerate(notices)]
    found = folded(*numbered)
    lines = [line for line in found.text.split("\n") if line.startswith("· ")]
    assert len(lines) <= MOST_LINES
    assert sum(len(line.encode()) + 1 for line in lines) <= MOST_BYTES
    told = file_of(found) if found.attachment else found.text
    assert [n for n in range(len(notices)) if told.count(f"#{n}#") != 1] == []
    assert (found.attachment is None) == (len(lines) == len(notices))


LI, HAN = Ring("U1", "Li Lei"), Ring("U2", "Han Mei")


def test_a_list_rings_whom_its_urgent_notices_ring_each_once() -> None:
    again = replace(HOT, rings=(Ring("U1", "李雷"), HAN))
    assert folded(replace(HOT, rings=(LI,)), replace(PLAIN, rings=(Ring("U3", "Later"),)), again).rings == (LI, HAN)


def test_a_list_rings_nobody_for_what_only_changed() -> None:
    assert folded(replace(HOT, version=2, rings=(LI,)), PLAIN).rings == ()


@given(st.lists(st.lists(st.sampled_from([*(f"U{n}" for n in range(30)), EVERYBODY]), max_size=4), min_size=1))
def test_a_list_never_rings_many_or_anybody_whom_none_of_them_rings(accounts: list[list[str]]) -> None:
    rings = folded(*(replace(HOT, rings=tuple(Ring(one, one) for one in some)) for some in accounts)).rings
    named = {one for some in accounts for one in some}
    assert len({ring.account for ring in rings}) == len(rings) == min(len(named), MOST_RINGS)
    assert {ring.account for ring in rings} <= named
