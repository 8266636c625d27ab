"""What the operator should look at this morning: notices parked, left in doubt or held back, and rows set aside."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, select

from knowledge.calendar.countries import country_of
from knowledge.calendar.working_time import WorkCalendar
from knowledge.people.model import Lang
from knowledge.store.tables import audit, inbox, outbox
from notifiers.alert import Outgoing, Scene
from notifiers.digest import Digest
from notifiers.formats import day
from notifiers.notice import Fact, InDoubt, Notice, Stripe
from notifiers.telling import HELD_BACK

_COUNT = (
    select(func.count())
    .select_from(outbox)
    .where(outbox.c.state == bindparam("state"), outbox.c.settled_at >= bindparam("since"))
)
_FAILED = (
    select(func.count()).select_from(inbox).where(inbox.c.state == "failed", inbox.c.done_at >= bindparam("since"))
)
_HELD_BACK = (
    select(func.count()).select_from(audit).where(audit.c.subject == HELD_BACK, audit.c.at >= bindparam("since"))
)
_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "title": {"zh": "运维晨报 {day}", "en": "Operator's morning report, {day}"},
    "late": {"zh": "（补发）", "en": " (late)"},
    "badge": {"zh": "☀️ 晨报", "en": "☀️ Digest"},
    "dead": {"zh": "没送达、已停放", "en": "Parked, not delivered"},
    "unknown": {"zh": "是否送达不明", "en": "Perhaps delivered"},
    "failed": {"zh": "处理失败、已保留", "en": "Kept, not handled"},
    "held_back": {"zh": "收的人无权看、没有发", "en": "Held back from people who may not see it"},
    "well": {"zh": "过去一天一切正常。", "en": "Nothing to look at since yesterday."},
    "look": {"zh": "请看一眼：停放的可在发件箱里查原因。", "en": "Please have a look; the outbox says why."},
}


def compose(scene: Scene, slot: str, late: bool) -> Iterable[Outgoing]:  # noqa: FBT001  the port's own word
    """One report to the operator for the day of `slot`, where that is a working day (also a swapped weekend)."""
    if scene.operator is None:
        return
    since = datetime.fromisoformat(slot) - timedelta(days=1)
    counts = {state: scene.reader.value(_COUNT, state=state, since=since) for state in ("dead", "unknown")}
    counts["failed"] = scene.reader.value(_FAILED, since=since)
    counts["held_back"] = scene.reader.value(_HELD_BACK, since=since)
    when = datetime.fromisoformat(slot).astimezone(scene.zone).date()
    if not WorkCalendar(scene.zone, country_of(scene.zone)).is_workday(when):
        return
    yield report(counts, slot, day(when, scene.language, when), scene.language, late=late), scene.operator


def report(counts: Mapping[str, int], slot: str, when: str, lang: Lang, *, late: bool) -> Notice:
    """The report as a notice."""
    say = {name: words[lang] for name, words in _WORDS.items()}
    trouble = any(counts.values())
    return Notice(
        kind="digest_operator",
        subject=slot,
        version=1,
        lang=lang,
        title=say["title"].format(day=when) + (say["late"] if late else ""),
        badge=say["badge"],
        stripe=Stripe.BLOCKED if trouble else Stripe.INFO,
        text=say["look"] if trouble else say["well"],
        facts=tuple(Fact(say[name], str(count)) for name, count in counts.items() if count or name != "held_back"),
        in_doubt=InDoubt.REPORT,
    )


def example(lang: Lang) -> Notice:
    """A report with something in it, for previews and golden files."""
    counts = {"dead": 2, "unknown": 1, "failed": 0, "held_back": 0}
    return report(counts, "2026-01-12T00:30:00+00:00", "2026-01-12", lang, late=False)


DIGEST = Digest("operator", "30 8 * * *", compose, example)
