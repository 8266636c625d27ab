"""Several workspaces: installed by OAuth, tokens sealed and renewed once, forgotten when the app goes."""

import asyncio
import json
from collections.abc import AsyncIterator
from http.cookies import SimpleCookie
from pathlib import Path

import aiohttp
import pytest

from bot.messengers.base import Dead, Retry, Sent
from bot.messengers.slack.installations import EARLY_SECONDS, Installations, Installed
from bot.messengers.slack.sealing import Seal
from knowledge.store.errors import StoreFull
from notifiers.notice import Address, Notice
from tests.clocks import FakeClock
from tests.contract.messengers.host import FakeHost
from tests.unit.bot.messengers.slack.bench import Bench, bench

HELLO = Notice("reply", "s1", 1, "en", text="who owns it?")
OAUTH = {"bot_token": None, "client_id": "1001.2002", "client_secret": "client-secret"}


@pytest.fixture
async def many(tmp_path: Path, clock: FakeClock) -> AsyncIterator[Bench]:
    """The bot as an app that workspaces install; T1 rotates its tokens."""
    async with bench(tmp_path, clock, **OAUTH) as opened:
        opened.slack.workspaces["T1"].rotates = True
        yield opened


def root(at: Bench) -> str:
    return at.slack.outbound.target.removesuffix(at.messenger.receives[0])


async def install(at: Bench, team: str = "T1", *, state: str = "", cookie: bool = True) -> int:
    """What a browser does: the install page, Slack's own page, and back; the last page's status."""
    async with aiohttp.ClientSession() as browser:
        async with browser.get(f"{root(at)}/messengers/slack/install", allow_redirects=False) as page:
            assert page.status == 200
            held = SimpleCookie(page.headers["Set-Cookie"])["slack-app-oauth-state"].value
            assert "chat%3Awrite" in await page.text() or "chat:write" in await page.text()
        code = at.slack.oauth_code(team)
        back = f"{root(at)}/messengers/slack/oauth_redirect?code={code}&state={state or held}"
        headers = {"Cookie": f"slack-app-oauth-state={state or held}"} if cookie else {}
        async with browser.get(back, headers=headers) as page:
            return page.status


def room(at: Bench) -> Address:
    return Address("slack", f"T1/{at.room.id}")


@pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")
async def test_a_workspace_installs_and_is_written_to(many: Bench) -> None:
    assert isinstance(await many.send(HELLO, room(many)), Dead)
    assert await install(many) == 200
    receipt = await many.sent(HELLO, room(many))
    assert receipt["team"] == "T1"
    assert "who owns it?" in many.slack.shown(many.room.id)
    kept = json.dumps(many.host.values)
    assert "xoxb" not in kept
    assert "xoxe" not in kept


@pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")
async def test_each_workspace_has_its_own_token(many: Bench) -> None:
    many.slack.workspace("T2", "Beta")
    wang = many.slack.user("wang", team="T2")
    other = many.slack.channel("west", [wang], team="T2")
    assert (await install(many), await install(many, "T2")) == (200, 200)
    await many.sent(HELLO, Address("slack", f"T2/{other.id}"))
    await many.sent(HELLO, Address("slack", f"@T2/{wang.id}"), "k2")
    assert "who owns it?" in many.slack.shown(other.id)
    assert "who owns it?" in many.slack.shown(wang.id)
    assert isinstance(await many.send(HELLO, Address("slack", f"T1/{other.id}")), Dead)


@pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")
async def test_a_state_is_good_once_for_ten_minutes_and_in_one_browser(many: Bench) -> None:
    assert await install(many, cookie=False) == 400
    assert await install(many, state="made-up") == 401
    assert await install(many, state="f" * 64) == 401
    issued = many.messenger._pages
    assert issued is not None
    states = issued._flow.settings.state_store  # type: ignore[union-attr]
    state = await states.async_issue()
    assert [await states.async_consume(state), await states.async_consume(state)] == [True, False]
    late = await states.async_issue()
    many.clock.advance(601)
    assert not await states.async_consume(late)
    assert "installation:T1" not in many.host.values


async def installed(at: Bench) -> Installed:
    """T1 as if installed, with a token that lives twelve hours."""
    place = at.slack.workspaces["T1"]
    place.refresh_token = "xoxe-first"
    until = at.clock.now().timestamp() + 43_200
    one = Installed("T1", "Acme", place.bot_user_id, place.bot_token, "xoxe-first", until)
    assert at.messenger._installations is not None
    await at.messenger._installations.save(one)
    return one


async def test_an_expired_token_is_renewed_once_however_many_send(many: Bench) -> None:
    await installed(many)
    many.slack.rates.burst = 100
    many.slack.expire()
    notices = [Notice("reply", f"s{number}", 1, "en", text=f"number {number}") for number in range(50)]
    answers = await asyncio.gather(*(many.send(one, room(many), one.subject) for one in notices))
    assert [one for one in answers if not isinstance(one, Sent)] == []
    assert len(many.slack.journal.named("oauth.v2.access")) == 1


async def test_a_token_near_its_end_is_renewed_before(many: Bench) -> None:
    await installed(many)
    many.clock.advance(43_200 - EARLY_SECONDS + 1)
    await many.sent(HELLO, room(many))
    assert len(many.slack.journal.named("oauth.v2.access")) == 1
    assert len(many.slack.journal.named("chat.postMessage")) == 1


async def test_a_refresh_token_that_was_used_means_installing_again(many: Bench) -> None:
    await installed(many)
    many.slack.workspaces["T1"].refresh_token = "xoxe-another"
    many.slack.expire()
    found = await many.send(HELLO, room(many))
    assert isinstance(found, Dead)
    assert "install the bot again (invalid_refresh_token)" in found.why


async def test_what_another_process_renewed_is_taken_from_the_database(many: Bench) -> None:
    old = await installed(many)
    place = many.slack.workspaces["T1"]
    many.slack.expire()
    place.bot_token = "xoxb-renewed-elsewhere"
    fresh = Installed("T1", "Acme", old.bot_user, place.bot_token, "xoxe-next", old.expires_at + 43_200)
    await many.host.keep("installation:T1", Seal("client-secret").sealed({**vars_of(fresh)}))
    await many.sent(HELLO, room(many))
    assert many.slack.journal.named("oauth.v2.access") == []


def vars_of(one: Installed) -> dict[str, object]:
    return {name: getattr(one, name) for name in ("team", "name", "bot_user", "token", "refresh", "expires_at")}


async def test_while_another_process_renews_it_is_tried_again_soon(many: Bench) -> None:
    await installed(many)
    many.slack.expire()
    many.host.leases["rotate:T1"] = ("somebody else", 60.0)
    found = await many.send(HELLO, room(many))
    assert found == Retry("another process is renewing the token", after=2.0)


@pytest.mark.parametrize("how", ["events", "send"])
async def test_an_app_that_was_removed_is_forgotten_and_reported(many: Bench, how: str) -> None:
    await installed(many)
    if how == "events":
        await many.slack.uninstall()
    else:
        many.slack.revoke()
        assert isinstance(await many.send(HELLO, room(many)), Dead)
    await many.messenger._heed.close()
    assert "installation:T1" not in many.host.values
    assert {subject for _, subject, _ in many.host.reports} == {"removed:T1"}
    assert isinstance(await many.send(HELLO, room(many)), Dead)


async def test_with_one_workspace_the_operator_hears_of_a_removed_app(at: Bench) -> None:
    await at.slack.uninstall()
    await at.messenger._heed.close()
    assert {(trouble, subject) for trouble, subject, _ in at.host.reports} == {("messenger_removed", "removed:T1")}


async def test_events_that_slack_withholds_are_reported(at: Bench) -> None:
    await at.slack.outbound.outer({"type": "app_rate_limited", "team_id": "T1", "minute_rate_limited": 1})
    await at.messenger._heed.close()
    assert [(trouble, subject) for trouble, subject, _ in at.host.reports] == [("messenger_quota", "events:T1")]


async def test_a_database_in_trouble_is_no_end_of_a_send(many: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    async def full(*_: object) -> None:
        raise StoreFull("no space")

    monkeypatch.setattr(FakeHost, "kept", full)
    assert isinstance(await many.send(HELLO, room(many)), Retry)


def test_what_is_sealed_opens_with_its_own_key_only() -> None:
    sealed = Seal("one key").sealed({"token": "xoxb-1"})
    assert "xoxb" not in json.dumps(sealed)
    assert Seal("one key").opened(sealed) == {"token": "xoxb-1"}
    assert Seal("another key").opened(sealed) is None
    assert Seal("one key").opened({}) is None


def test_nothing_secret_is_in_an_installations_repr() -> None:
    assert "xox" not in repr(Installed("T1", "Acme", "U1", "xoxb-1", "xoxe-1"))
    assert Installations.__name__ in repr(Installations)
