"""Who listens decides what is said in a room: what every known member may see; the rest goes to the asker alone."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from knowledge.people.model import Account, Handle
from tests.conversations import abroad as three
from tests.conversations.elsewhere import NAME, Elsewhere
from tests.conversations.stage import Stage, hot_visit, text_of


@dataclass(frozen=True, slots=True)
class Cast:
    """Who plays: the owner of a customer, their manager, a colleague of the same unit, and how things are asked."""

    owner: str
    manager: str
    colleague: str
    elsewhere: str
    quotes: str
    amount: str
    owns: str
    owner_name: str
    not_all: str
    outsiders: str
    unknown: str
    unit: str
    unit_noted: str
    wrong_unit: str
    internal: str


ZH = Cast(
    owner="U0DZTEAM03",
    manager="U0DZTEAM01",
    colleague="U0DZTEAM04",
    elsewhere="U0DZTEAM05",
    quotes="同屹轨道上次报价",
    amount="¥64 万",
    owns="谁负责同屹轨道？",
    owner_name="李雷",
    not_all="群里不是每位同事都能看这家客户的报价",
    outsiders="这个群里有外部成员",
    unknown="我不知道这个群里有没有外部人员",
    unit="本群都是华东光伏的同事",
    unit_noted="说明本群都是华东光伏单元的同事（共 4 人）",
    wrong_unit="本群都是火星基地的同事",
    internal="本群都是内部同事",
)
EN = Cast(
    owner="U0DZTEAM07",
    manager="U0DZTEAM02",
    colleague="U0DZTEAM08",
    elsewhere="U0DZTEAM05",
    quotes="what was the last quote for Vantory?",
    amount="$32k",
    owns="who owns Vantory?",
    owner_name="Emma Thorne",
    not_all="Not everybody here may see this customer's quotes",
    outsiders="There are people from outside in this room",
    unknown="I don't know who is in this room",
    unit="everybody here is from the International unit",
    unit_noted="that everybody here is from International (4 people)",
    wrong_unit="everybody here is from the Mars unit",
    internal="this room is internal",
)


@pytest.fixture(params=[ZH, EN], ids=["zh", "en"])
def who(request: pytest.FixtureRequest) -> Cast:
    found = request.param
    assert isinstance(found, Cast)
    return found


async def privately(away: Elsewhere, who: Cast, why: str) -> None:
    """The quotes, asked in the room: the room hears why not, the asker hears them."""
    await away.says(who.owner, who.quotes, room="C1")
    assert away.text("C1").startswith(why)
    assert who.amount not in away.text("C1")
    assert who.amount in away.text(f"dm:{who.owner}")


async def openly(away: Elsewhere, who: Cast) -> None:
    """The quotes, asked in the room, are told there."""
    await away.says(who.owner, who.quotes, room="C1")
    assert who.amount in away.post().text
    assert away.post().room == "C1"


async def test_among_colleagues_what_all_of_them_may_see(stage: Stage, who: Cast) -> None:
    away = Elsewhere.beside(stage)
    away.seats("C1", who.owner, who.manager, who.colleague, outsiders=False)
    await privately(away, who, who.not_all)
    await away.says(who.owner, who.owns, room="C1")
    assert who.owner_name in away.post("C1").text
    await away.goes(who.colleague, "C1")
    await openly(away, who)
    await away.comes(who.colleague, "C1")
    await privately(away, who, who.not_all)


async def test_when_somebody_from_outside_comes_it_stops_until_they_go(stage: Stage, who: Cast) -> None:
    away = Elsewhere.beside(stage)
    away.seats("C1", who.owner, who.manager, outsiders=False)
    await openly(away, who)
    away.accounts["U0GUEST"] = Account(Handle(NAME, "U0GUEST"), name="Guest", outsider=True)
    await away.comes("U0GUEST", "C1")
    await privately(away, who, who.outsiders)
    await away.says(who.owner, who.owns, room="C1")
    assert who.owner_name not in away.text("C1")
    await away.goes("U0GUEST", "C1")
    await openly(away, who)
    await away.comes("U0NOBODY", "C1")
    await privately(away, who, who.unknown)


async def test_where_nobody_knows_who_listens_it_is_told_alone(stage: Stage, who: Cast) -> None:
    away = Elsewhere.beside(stage)
    await privately(away, who, who.unknown)
    await away.says(who.manager, who.internal, room="C1")
    await away.says(who.owner, who.owns, room="C1")
    assert who.owner_name in away.post("C1").text, "any colleague may know that"
    await privately(away, who, who.not_all)


async def test_a_room_of_one_unit_and_who_else_speaks_there(stage: Stage, who: Cast) -> None:
    away = Elsewhere.beside(stage)
    await away.says(who.owner, who.unit, room="C1")
    assert who.owner_name not in away.text("C1"), "only those who decide may say so"
    await away.says(who.manager, who.wrong_unit, room="C1")
    assert "International" in away.text("C1")
    await away.says(who.manager, who.unit, room="C1")
    assert who.unit_noted in away.text("C1")
    question = {"zh": "同屹轨道的商机", "en": "open deals of Vantory"}["zh" if who is ZH else "en"]
    await away.says(who.owner, question, room="C1")
    assert away.post().room == "C1", "the unit of the customer's owner may see its deals"
    await privately(away, who, who.not_all)
    await away.says(who.elsewhere, "ok", room="C1", to_bot=False)
    await away.says(who.owner, question, room="C1")
    assert {post.room for post in away.news()} == {"C1", f"dm:{who.owner}"}, "somebody of another unit listens now"


async def test_a_hot_lead_goes_to_people_where_their_room_may_not_hear(stage: Stage) -> None:
    """The room's members are the settings'; then somebody whom nobody knows speaks there."""
    east = {"id": "east-pv", "direct": False, "outsiders": False}
    await stage.event("somebody", east, "大家好", mentions_bot=False)
    await stage.signal(*hot_visit("v-hot", email="ge.yang@yuanju.example"))
    assert await stage.cards("east-pv") == []
    for person in ("li.lei", "han.mei", "zhou.min"):
        assert "葛杨" in text_of(await stage.card("direct", person))
    assert await stage.cards("direct", "sun.hao") == []


async def test_slack_names_the_members_and_tells_who_comes_and_goes(team_url: str, tmp_path: Path) -> None:
    async with three.abroad(team_url, tmp_path, three.ZH) as play:
        slack, users = play.slack, play.slack.workspaces["T1"].users
        room = slack.channel("tongyi", [users[ZH.owner], users[ZH.manager]])

        async def answer() -> str:
            said = await slack.says(ZH.owner, room.id, f"{slack.mention} {ZH.quotes}")
            await play.quiet()
            found = [one for one in slack.messages(room.id) if one.get("thread_ts") == said.ts and one["ts"] != said.ts]
            return "\n".join(play.read(one) for one in found)

        async def moves(user: str, how: Callable[[str, str], Awaitable[object]]) -> str:
            await how(user, room.id)
            await play.quiet()
            return await answer()

        assert ZH.amount in await answer()
        assert ZH.amount in await moves(slack.user("calendar", is_bot=True).id, slack.joins)
        assert ZH.not_all in await moves(ZH.colleague, slack.joins)
        assert ZH.amount in await moves(ZH.colleague, slack.leaves)
        assert ZH.outsiders in await moves(slack.user("lu.ning", is_restricted=True).id, slack.joins)
