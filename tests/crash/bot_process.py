"""The bot as a process of its own: `python main.py run` on a SQLite file, with the sink as its vendor."""

import asyncio
import csv
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import aiohttp

from tests.patience import LONG_ENOUGH
from tests.vendors.sink.process import ROOT, TOKEN

SECRET = "a-secret-of-the-tests"
HOOK_KEY = "a-key-of-the-tests"
OPERATOR_ROOM = "dm:ops"
REPS = 10

_SETTINGS = """
data_dir = "{folder}"
language = "en"
operator_address = "local:{operator}"

[web]
port = {port}
hook_key = "{key}"

[log]
level = "warning"

[messengers.local]
hub_url = "{hub}"
secret = "{secret}"
bot_token = "{token}"
"""
_ROOM = """
[[rooms]]
id = "{room}"
messenger = "local"
region = "{region}"
outsiders = false
"""


class BotProcess:
    """One bot, started and ended as often as a test likes. Its errors go to `<folder>/bot.log`."""

    def __init__(self, folder: Path, hub_url: str) -> None:
        self._folder, self._port = folder, _free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self.url = f"http://127.0.0.1:{self._port}"
        self.database = folder / "dazi.db"
        self._settings = folder / "dazi.toml"
        words = {"folder": folder, "port": self._port, "hub": hub_url, "operator": OPERATOR_ROOM}
        rooms = [_ROOM.format(room=region_room(region), region=region) for region in regions()]
        text = _SETTINGS.format(**words, key=HOOK_KEY, secret=SECRET, token=TOKEN) + "".join(rooms)
        self._settings.write_text(text, encoding="utf-8")

    def bring_team(self) -> None:
        """Import people, customers, their owners, and leads."""
        team = self._folder / "team"
        team.mkdir()
        for name, rows in _team().items():
            _write_csv(team / name, rows)
        subprocess.run(self._command("import", str(team)), cwd=self._folder, check=True, capture_output=True)

    async def start(self) -> None:
        """Start it and wait until it is ready."""
        self._process = self._launched()
        async with asyncio.timeout(LONG_ENOUGH), aiohttp.ClientSession() as session:
            while not await self._is_ready(session):
                assert self._process.poll() is None, self.log()
                await asyncio.sleep(0.02)

    async def kill(self) -> None:
        """End it as the kernel would."""
        process = self._running()
        process.send_signal(signal.SIGKILL)
        await asyncio.to_thread(process.wait, LONG_ENOUGH)

    async def terminate(self) -> int:
        """Ask it to end; its exit code."""
        process = self._running()
        process.send_signal(signal.SIGTERM)
        return await asyncio.to_thread(process.wait, LONG_ENOUGH)

    def log(self) -> str:
        """What it wrote, from all its lives."""
        return (self._folder / "bot.log").read_text(encoding="utf-8")

    def let_go(self) -> None:
        """End it in whatever state it is."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait(LONG_ENOUGH)

    def _launched(self) -> subprocess.Popen[bytes]:
        with (self._folder / "bot.log").open("ab") as log:
            return subprocess.Popen(self._command("run"), cwd=self._folder, stdout=log, stderr=log)

    def _running(self) -> subprocess.Popen[bytes]:
        assert self._process is not None
        return self._process

    def _command(self, *arguments: str) -> Sequence[str]:
        return [sys.executable, str(ROOT / "main.py"), *arguments, "--config", str(self._settings)]

    async def _is_ready(self, session: aiohttp.ClientSession) -> bool:
        try:
            async with session.get(f"{self.url}/readyz") as answer:
                return answer.status == 200
        except aiohttp.ClientError:
            return False


def regions() -> list[str]:
    """The regions whose leads nobody owns."""
    return [f"region-{number}" for number in range(4)]


def region_room(region: str) -> str:
    """The group room of a region."""
    return f"room-of-{region}"


def rep(number: int) -> str:
    """The id of a person of the team."""
    return f"rep{number % REPS}"


def _team() -> Mapping[str, Sequence[Mapping[str, str]]]:
    people = [{"person_id": rep(n), "name": f"Rep {n}", "role": "rep"} for n in range(REPS)]
    customers = [{"customer_id": f"c{n}", "name": customer(n)} for n in range(REPS)]
    owners = [{"customer_id": f"c{n}", "person_id": rep(n), "role": "rep"} for n in range(REPS)]
    owned = [{"lead_id": f"owned{n}", "owner_id": rep(n), "region": "", "customer_name": ""} for n in range(REPS)]
    free = [{"lead_id": f"free{n}", "owner_id": "", "region": region, "customer_name": ""} for n, region in _free()]
    return {"people.csv": people, "customers.csv": customers, "ownership.csv": owners, "leads.csv": [*owned, *free]}


def _free() -> Sequence[tuple[int, str]]:
    return list(enumerate(regions() * 3))


def lead_ids() -> list[str]:
    """Every lead of the team."""
    return [row["lead_id"] for row in _team()["leads.csv"]]


def customer(number: int) -> str:
    """The name of a customer."""
    names = ("Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Gum", "Hazel", "Ivy", "Juniper")
    return f"{names[number % REPS]} Works"


def _write_csv(path: Path, rows: Sequence[Mapping[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
