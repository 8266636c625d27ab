"""CONTRIBUTING's examples, put where they say they belong: found as plug-ins, whole, and doing what they promise."""

import asyncio
import importlib
import importlib.util
import inspect
import json
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from operator import attrgetter
from pathlib import Path
from types import ModuleType
from zoneinfo import ZoneInfo

import aiohttp
import pytest
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations
from pydantic import SecretStr

from bot import conversing, feeding, wiring
from bot.app import main
from bot.demo import DayClock
from bot.messengers.base import Messenger
from bot.messengers.local.messenger import LocalMessenger
from bot.runtime import Runtime
from capture.base import BadMaterialError, Context, Done, FileRef, Heard, Task
from config.settings import Settings, load_settings
from knowledge.graph.names.index import NameIndex
from knowledge.leads.model import AlertState, HotLead
from knowledge.leads.view import hot_lead, lead_by_email
from knowledge.people.model import Handle, Room
from knowledge.store.jobs import job_keyed
from knowledge.store.schema import HEAD
from knowledge.store.tables import audit
from knowledge.store.unit import Reader
from tests.architecture.docs import page, written_files
from tests.architecture.plugins import FOLDERS, Folder
from tests.architecture.tree import ROOT

TEAM = ROOT / "examples" / "sample_team"
FRIDAY = datetime(2026, 1, 9, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
KEY = "a key of the tests"
EXAMPLES = written_files(page("CONTRIBUTING.md"))
MIGRATION = next(path for path in EXAMPLES if "migrations" in path.parts)


@pytest.fixture
def added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The checkout as it were with all the examples in their folders."""
    before = set(sys.modules)
    for path, text in EXAMPLES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
        package = path.parent if path.name != "__init__.py" else path.parent.parent
        if path != MIGRATION and (ROOT / package).is_dir():
            _lengthen(importlib.import_module(".".join(package.parts)), tmp_path / package, monkeypatch)
    importlib.invalidate_caches()
    wiring.plugins.cache_clear()
    yield
    for name in sorted(set(sys.modules) - before, reverse=True):  # what is inside goes before what holds it
        if Path(getattr(sys.modules[name], "__file__", None) or "/").is_relative_to(tmp_path):
            parent, _, child = name.rpartition(".")
            delattr(sys.modules[parent], child)
            del sys.modules[name]
    wiring.plugins.cache_clear()


def _lengthen(package: ModuleType, by: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "__path__", [*dict.fromkeys([*package.__path__, str(by)])])


def test_every_kind_of_plugin_has_an_example() -> None:
    kinds = {tuple(folder.package.split(".")) for folder in FOLDERS} | {("bot", "commands")}
    assert {kind for kind in kinds if not any(path.parts[: len(kind)] == kind for path in EXAMPLES)} == set()


def test_no_example_is_in_the_way_of_a_real_file() -> None:
    assert [path for path in EXAMPLES if (ROOT / path).exists()] == []


@pytest.mark.usefixtures("added")
@pytest.mark.parametrize("folder", FOLDERS, ids=attrgetter("package"))
def test_examples_are_found_as_plugins(folder: Folder) -> None:
    found = {path.stem if path.name != "__init__.py" else path.parent.name for path in EXAMPLES}
    expected = found & set(folder.modules())
    assert expected
    assert expected <= set(folder.plugins())


@pytest.mark.usefixtures("added")
def test_the_messenger_has_the_whole_port() -> None:
    logbook = importlib.import_module("bot.messengers.logbook.messenger").Logbook
    port = {name: one for name, one in vars(Messenger).items() if inspect.isfunction(one) and name[0] != "_"}
    wanted = {name: str(inspect.signature(one)) for name, one in port.items()}
    assert {name: str(inspect.signature(getattr(logbook, name, str))) for name in port} == wanted
    assert [name for name in inspect.get_annotations(Messenger) if not hasattr(logbook, name)] == []


@pytest.mark.usefixtures("added")
def test_the_command_lists_the_team(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "none.toml").touch()
    own = ["--config", str(tmp_path / "none.toml"), "--db", f"sqlite:///{tmp_path}/dazi.db", "--lang", "en"]
    assert main(["import", str(TEAM), *own]) == 0
    capsys.readouterr()
    assert main(["team", "--role", "manager", *own]) == 0
    assert capsys.readouterr().out == "olivia.brandt\tOlivia Brandt\tmanager\nzhou.min\tZhou Min\tmanager\n"


def test_the_migration_is_the_next_one_and_makes_its_table(tmp_path: Path) -> None:
    file = tmp_path / MIGRATION.name
    file.write_text(EXAMPLES[MIGRATION], encoding="utf-8")
    spec = importlib.util.spec_from_file_location("a_migration", file)
    assert spec is not None
    assert spec.loader is not None
    migration = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(migration)
    assert (migration.down_revision, int(migration.revision)) == (HEAD, int(HEAD) + 1)
    engine = sa.create_engine("sqlite://")
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        migration.upgrade()
        assert sa.inspect(connection).get_table_names() == ["visits"]
        migration.downgrade()
        assert sa.inspect(connection).get_table_names() == []
    engine.dispose()


# ------------------------------------------------------------------------------------------------- and they run


def settings_in(folder: Path) -> Settings:
    settings = load_settings(TEAM / "dazi.toml", {"DAZI_OPERATOR_ADDRESS": "logbook:ops", "DAZI_DATA_DIR": str(folder)})
    web = settings.web.model_copy(update={"port": 0, "hook_key": SecretStr(KEY)})
    messengers = {**settings.messengers, "logbook": {"file": str(folder / "book.jsonl")}}
    return settings.model_copy(update={"web": web, "messengers": messengers})


@asynccontextmanager
async def running(folder: Path, clock: DayClock) -> AsyncIterator[Runtime]:
    runtime = wiring.build(settings_in(folder), clock, serve=True)
    await runtime.start()
    try:
        async for _ in feeding.import_folder(runtime, TEAM, None):
            pass
        yield runtime
    finally:
        await runtime.stop()


async def at_rest(runtime: Runtime) -> None:
    async with asyncio.timeout(20):
        while not await runtime.at_rest():  # noqa: ASYNC110  three loops come to rest
            await asyncio.sleep(0.005)


async def posted(runtime: Runtime, hook: str, body: str) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{runtime.base_url}/hooks/{hook}", data=body, headers={"X-Dazi-Key": KEY}) as answer,
    ):
        assert answer.status == 200, await answer.text()
    await at_rest(runtime)


async def asked(runtime: Runtime, text: str, name: str) -> str:
    answer = await conversing.ask(runtime, text, name=name, thread="", on="", lang="en")
    await at_rest(runtime)
    return str(answer["text"])


async def alert_of(runtime: Runtime) -> HotLead:
    found = await runtime.store.read(lambda reader: hot_lead(reader, 1))
    assert found is not None
    return found


def context_of(reader: Reader) -> Context:
    return Context(reader, NameIndex, ZoneInfo("Asia/Shanghai"), FRIDAY.date(), FRIDAY)


def audited(reader: Reader) -> set[tuple[str, str]]:
    return {(row["action"], row["subject"]) for row in reader.rows(sa.select(audit.c.action, audit.c.subject))}


def signals_of_the_readme() -> str:
    text = page("README.md").text
    return text[text.index("-d '[") + 4 : text.index("]'") + 1]


def told(runtime: Runtime, room: str) -> list[str]:
    local = runtime.messengers["local"]
    assert isinstance(local, LocalMessenger)
    assert local.hub is not None
    return [str(one.payload["text"]) for one in local.hub.ledger.log if one.room_id == room and one.payload]


@pytest.mark.usefixtures("added")
async def test_a_shared_file_of_contacts_is_read(tmp_path: Path) -> None:
    card = tmp_path / "fair.vcf"
    card.write_text("BEGIN:VCARD\nVERSION:4.0\nFN:Ada Quill\nEND:VCARD\n", encoding="utf-8")
    hearing = importlib.import_module("handlers.hearings.vcards").HEARING
    job = importlib.import_module("capture.jobs.vcards").JOB
    async with running(tmp_path / "data", DayClock(FRIDAY)) as runtime:
        heard = Heard(
            *("m1", Room("local", "east-pv", direct=False), Handle("local", "li.lei"), FRIDAY, ""),
            files=(FileRef("f1", card.name, 9), FileRef("f2", "fair.txt", 9)),
        )
        orders = await runtime.store.read(lambda reader: list(hearing.hear(heard, context_of(reader))))
        assert [one.file.name for one in orders] == ["fair.vcf"]
        await runtime.store.write(lambda unit: orders[0].apply(unit, "li.lei"))
        ordered = await runtime.store.read(lambda reader: job_keyed(reader, "vcards", "local:f1"))
        assert ordered is not None
        task = Task(ordered.args, {}, {}, card, tmp_path, tmp_path)
        done = Done(job.work(task, [].append))
        assert done.result == {"names": ["Ada Quill"]}
        await runtime.store.write(lambda unit: job.take(unit, ordered.args, done, context_of(unit)))
        assert ("vcards", "fair.vcf") in await runtime.store.read(audited)
    card.write_text("", encoding="utf-8")
    with pytest.raises(BadMaterialError, match="no_contacts"):
        job.work(task, [].append)


@pytest.mark.usefixtures("added")
async def test_the_examples_do_what_they_promise(tmp_path: Path) -> None:
    clock = DayClock(FRIDAY)
    async with running(tmp_path / "data", clock) as runtime:
        assert await asked(runtime, "Who is my manager?", "li.lei") == "You report to Zhou Min."
        await posted(runtime, "web", signals_of_the_readme())
        lead = (await alert_of(runtime)).lead_id
        await asked(runtime, f"claim {lead}", "li.lei")
        assert (await alert_of(runtime)).state is AlertState.CLAIMED
        assert told(runtime, "dm:zhou.min") == [f"李雷认领了线索 {lead}。"]

        opened = {"id": "n1", "opened_at": "2026-01-09T09:00:00", "email": "a@b.example", "subject": "News"}
        await posted(runtime, "newsletter", json.dumps(opened))
        assert await runtime.store.read(lambda reader: lead_by_email(reader, "a@b.example")) is not None

        clock.move_to(FRIDAY + timedelta(days=3, minutes=1))
        await runtime.scheduler.tick()
        await at_rest(runtime)
        assert (await alert_of(runtime)).state is AlertState.OPEN

        await runtime.scheduler.fire("open_leads")
        await at_rest(runtime)
    lines = [json.loads(line) for line in (tmp_path / "data" / "book.jsonl").read_text("utf-8").splitlines()]
    assert {"key": lines[-1]["key"], "room": "ops", "lines": ["还有 1 条热线索没人认领。"]} in lines
