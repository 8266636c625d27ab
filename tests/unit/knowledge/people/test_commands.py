from datetime import date
from pathlib import Path

from knowledge.people.commands import Member, add_missing_people, record_people
from knowledge.people.model import Handle, Person, Role
from knowledge.people.tables import handles, persons
from knowledge.people.view import person, person_by_handle
from knowledge.store.recording import Claim, Recorded
from knowledge.store.tables import audit, changes
from tests.unit.capture.sources.importing import Desk, desk

SOURCE = {"what": "import", "where": "people.csv line 2", "at": "2026-01-07T01:00:00+00:00"}


def claim(person_id: str, *accounts: str, name: str = "", role: Role = Role.REP) -> Claim[Member]:
    found = tuple(Handle("slack", account) for account in accounts)
    return Claim(Member(Person(person_id, name or person_id, role), found), SOURCE)


async def owners(at: Desk) -> dict[str, str]:
    return {row["user_id"]: row["person_id"] for row in await at.rows(handles) if row["messenger"] == "slack"}


async def record(at: Desk, *claims: Claim[Member], given: set[str] | None = None) -> Recorded:
    return await at.store.write(lambda unit: record_people(unit, claims, given))


async def test_a_person_is_known_by_their_accounts(tmp_path: Path) -> None:
    member = Member(
        Person("li", "李雷", Role.REP, email="Li@X.example", left_on=date(2026, 5, 1)),
        (Handle("slack", "U1"), Handle("wecom", "LiLei")),
        {"shirt": "L"},
    )
    async with desk(tmp_path) as at:
        assert await record(at, Claim(member, SOURCE)) == Recorded(1, 0, 0)
        found = await at.store.read(
            lambda reader: {
                kind: person_by_handle(reader, Handle(kind, user))
                for kind, user in (("slack", "U1"), ("wecom", "LiLei"), ("local", "li"), ("dingtalk", "li"))
            }
        )
        (row,) = await at.rows(persons)
    assert {kind: who.person_id if who else "" for kind, who in found.items()} == {
        "slack": "li",
        "wecom": "li",
        "local": "li",
        "dingtalk": "",
    }
    assert (row["email"], row["left_on"], row["attributes"]) == ("li@x.example", date(2026, 5, 1), {"shirt": "L"})


async def test_a_new_account_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        await record(at, claim("li", "U1"))
        assert await record(at, claim("li", "U2")) == Recorded(0, 1, 0)
        assert await owners(at) == {"U2": "li"}
        assert await record(at, claim("li")) == Recorded(0, 0, 1), "no account given: the known one stays"
        assert await owners(at) == {"U2": "li"}


async def test_nobody_gets_an_account_that_somebody_else_has(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        await record(at, claim("li", "U1"))
        found = await record(at, claim("han", "U1"), claim("mei", "U3"), claim("bo", "U3"))
        assert (found.created, [(one.index, one.value, one.why) for one in found.refused]) == (
            1,
            [(0, "U1", "account_taken"), (2, "U3", "account_taken")],
        )
        assert await owners(at) == {"U1": "li", "U3": "mei"}
        found = await record(at, claim("han", "U1"), claim("li", "U1"))
        assert [one.index for one in found.refused] == [0], "whose it is keeps it, wherever the row stands"


async def test_accounts_may_be_swapped_in_one_import(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        await record(at, claim("li", "U1"), claim("han", "U2"))
        assert await record(at, claim("li", "U2"), claim("han", "U1")) == Recorded(0, 2, 0)
        assert await owners(at) == {"U2": "li", "U1": "han"}


async def test_a_changed_role_is_kept_in_the_audit(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        await record(at, claim("li"))
        await record(at, claim("li", role=Role.MANAGER))
        (entry,) = await at.rows(audit)
        stored = await at.store.read(lambda reader: person(reader, "li"))
    assert (entry["actor"], entry["action"], entry["subject"]) == ("import", "superseded", "person:li")
    assert entry["details"] == {"before": {"role": "rep"}, "after": {"role": "manager"}, "source": SOURCE}
    assert stored is not None
    assert stored.role is Role.MANAGER


async def test_fields_that_are_not_given_stay(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        await record(at, claim("li", role=Role.CSM))
        assert await record(at, claim("li", name="李雷"), given={"person_id", "name"}) == Recorded(0, 1, 0)
        (row,) = await at.rows(persons)
    assert (row["role"], row["name"]) == ("csm", "李雷")


async def test_the_index_of_names_hears_only_of_names(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        heard = []
        for one in (claim("li"), claim("li"), claim("li", "U1"), claim("li", role=Role.CSM), claim("li", name="L")):
            await record(at, one)
            heard.append({row["topic"]: row["number"] for row in await at.rows(changes)}["names"])
    assert heard == [1, 1, 1, 1, 2]


async def test_people_who_are_only_named_are_added_where_they_are_missing(tmp_path: Path) -> None:
    claims = [Claim(Person(name, name, Role.MANAGER), SOURCE) for name in ("li", "zhou", "zhou")]
    async with desk(tmp_path) as at:
        await record(at, claim("li"))
        assert await at.store.write(lambda unit: add_missing_people(unit, claims)) == ["zhou"]
        assert await at.store.write(lambda unit: add_missing_people(unit, claims)) == []
        assert {row["person_id"]: row["role"] for row in await at.rows(persons)} == {"li": "rep", "zhou": "manager"}
