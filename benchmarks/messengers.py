"""How soon an event of each vendor is acknowledged, durably stored; and what WeCom's encryption costs."""

import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from benchmarks.bot_process import command, prepared_folder, running_bot
from benchmarks.client import in_a_process
from benchmarks.figure import Bar, Effort, Figure, latencies, over_runs
from benchmarks.report import main
from benchmarks.stub import running_stub
from benchmarks.vendors import AES_KEY as WECOM_KEY
from benchmarks.vendors import APP_SECRET, APP_TOKEN, ASKED_EVERY, CORP_ID, PEOPLE, people_csv, prepared, settings_of
from bot.clock import SystemClock
from bot.messengers.base import Admitted, Messenger, Raw, Surroundings
from bot.wiring import plugins
from config.sections import Where

RATE, ADMITTED = 300, 6_000
VENDORS = {"slack": "Slack", "wecom": "WeCom", "dingtalk": "DingTalk"}
HOW = (
    f"`run` on SQLite (synchronous=FULL), a team of {PEOPLE:,}; another process posts {RATE} messages/s of theirs, "
    f"{{what}}, one in {ASKED_EVERY} a question; what is said to the bot is answered meanwhile, to a stub of the "
    "vendor's API; from when a request is due to its 200"
)
WHAT = {"slack": "v0 HMAC", "wecom": "AES-256 and sha1, XML", "dingtalk": "HMAC"}
OPENED = (
    "signature, AES-256-CBC, XML and its fields, by the messenger's own `admit`, one after the other in one process"
)


def run(effort: Effort) -> Sequence[Figure]:
    return [*_decrypted(effort), *(figure for vendor in VENDORS for figure in _acknowledged(vendor, effort))]


def _acknowledged(vendor: str, effort: Effort) -> Sequence[Figure]:
    with running_stub() as stub, prepared_folder() as folder:
        settings = folder / "dazi.toml"
        settings.write_text(f"{settings.read_text(encoding='utf-8')}\n{settings_of(vendor, stub)}\n", encoding="utf-8")
        (folder / "team").mkdir()
        (folder / "team" / "people.csv").write_text(people_csv(), encoding="utf-8")
        command(folder, "import", str(folder / "team"), "--rejected", str(folder / "rejected.csv"))
        with running_bot(folder) as bot:
            in_a_process("delivered", bot.url, vendor=vendor, stub=stub, rate=50, seconds=2)

            def measure() -> Sequence[Figure]:
                spec = {"vendor": vendor, "stub": stub, "rate": RATE, "seconds": effort.seconds}
                taken = in_a_process("delivered", bot.url, **spec)["seconds"]
                what = f"{VENDORS[vendor]}: acknowledgement at {RATE}/s"
                return latencies(what, taken, None, Bar(100), HOW.format(what=WHAT[vendor]))

            return over_runs(effort, measure)


def _decrypted(effort: Effort) -> Sequence[Figure]:
    with TemporaryDirectory(prefix="dazi-bench-") as folder:
        wecom = _wecom(Path(folder))

        def measure() -> Sequence[Figure]:
            found = prepared("wecom", effort.count(ADMITTED), SystemClock().now(), "")
            raws = [Raw(dict(one.headers), one.body, one.query) for one in found]
            began = time.perf_counter()
            taken = sum(isinstance(wecom.admit(raw), Admitted) for raw in raws)
            if taken != len(raws):
                raise RuntimeError(f"{len(raws) - taken} of {len(raws)} messages were not admitted")
            rate = taken / (time.perf_counter() - began)
            return [Figure("WeCom: decrypt and parse", rate, "msgs/s", Bar(2_000, at_least=True), OPENED)]

        return over_runs(effort, measure)


def _wecom(folder: Path) -> Messenger:
    around = Surroundings(SystemClock(), folder, "http://127.0.0.1:9", "zh", ZoneInfo("Asia/Shanghai"), 1_000_000)
    app = {"agent_id": 1000002, "secret": APP_SECRET, "token": APP_TOKEN, "aes_key": WECOM_KEY}
    found = plugins().messengers["wecom"].open({"corp_id": CORP_ID, "app": app}, Where(), around)
    if found is None:
        raise RuntimeError("WeCom is switched off")
    return found


if __name__ == "__main__":
    raise SystemExit(main([("Messengers", run)]))
