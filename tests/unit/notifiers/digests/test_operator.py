"""The operator's morning report: counts of the last day, and nobody is told where nobody is named."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.telling import Telling
from bot.wiring import plugins
from knowledge.people.model import LANGS, Lang
from knowledge.store.store import Store
from knowledge.store.tables import inbox, outbox
from knowledge.store.unit import Unit
from notifiers.digests.operator import DIGEST, compose
from notifiers.notice import Address, Notice, Stripe
from notifiers.telling import HELD_BACK
from tests.stores import START, Hand, opened

SLOT = START.isoformat()


@pytest.fixture
async def store(sqlite_url: str) -> AsyncIterator[Store]:
    async with opened(sqlite_url, Hand(START)) as found:
        yield found


def telling(operator: str = "local:ops", lang: Lang = "en") -> Telling:
    addressing = {name: kind.addressing for name, kind in plugins().messengers.items()}
    return Telling(addressing, ZoneInfo("Asia/Shanghai"), lang, operator, {}, lambda: None)


async def report(store: Store, to: Telling, *, late: bool = False) -> list[tuple[Notice, Address]]:
    return await store.write(lambda unit: list(compose(to.scene(unit), SLOT, late)))


def trouble(unit: Unit) -> None:
    """Two parked yesterday, one unknown, one failed; another parked two days ago."""
    base = {"kind": "k", "version": 1, "address": "local:x", "thread": "", "body": {}, "urgency": 1, "foldable": 0}
    base |= {"in_doubt": "resend", "attempts": 1, "created_at": START}
    for subject, state, hours in (("a", "dead", 1), ("b", "dead", 23), ("c", "unknown", 2), ("d", "dead", 30)):
        settled = START - timedelta(hours=hours)
        unit.run(outbox.insert(), **base, subject=subject, state=state, settled_at=settled)
    row = {"source": "web", "event_id": "e", "kind": "signalled", "lane": "l", "body": {}, "attempts": 3}
    unit.run(inbox.insert(), **row, state="failed", received_at=START, done_at=START)


async def test_counts_what_went_wrong_since_the_day_before(store: Store) -> None:
    await store.write(trouble)
    ((notice, address),) = await report(store, telling())
    assert address == Address("local", "ops")
    assert [(fact.label, fact.value) for fact in notice.facts] == [
        ("Parked, not delivered", "2"),
        ("Perhaps delivered", "1"),
        ("Kept, not handled", "1"),
    ]
    assert notice.stripe is Stripe.BLOCKED


async def test_counts_what_was_held_back_from_its_readers(store: Store) -> None:
    await store.write(
        lambda unit: unit.audit("system", "not_told", HELD_BACK, to="local:dm:li", why="not_with_customer")
    )
    ((notice, _),) = await report(store, telling())
    assert ("Held back from people who may not see it", "1") in [(fact.label, fact.value) for fact in notice.facts]
    assert notice.stripe is Stripe.BLOCKED


@pytest.mark.parametrize(
    ("lang", "well", "late"), [("zh", "一切正常", "（补发）"), ("en", "Nothing to look at", "(late)")]
)
async def test_a_quiet_day_says_so_and_a_late_report_says_that(store: Store, lang: Lang, well: str, late: str) -> None:
    ((notice, _),) = await report(store, telling(lang=lang), late=True)
    assert well in notice.text
    assert late in notice.title
    assert notice.stripe is Stripe.INFO


async def test_each_morning_has_its_own_report(store: Store) -> None:
    ((notice, _),) = await report(store, telling())
    assert notice.subject == SLOT


async def test_where_nobody_is_named_nobody_is_told(store: Store) -> None:
    assert await report(store, replace(telling(), operator="")) == []
    assert await report(store, replace(telling(), operator="nobody.known")) == []


def test_the_example_shows_trouble_in_both_languages() -> None:
    assert {DIGEST.example(lang).stripe for lang in LANGS} == {Stripe.BLOCKED}
    assert DIGEST.name == "operator"
