"""A vendor's API that says yes to everything, in a process of its own: `python -m benchmarks.stub` prints its URL."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from aiohttp import web

from benchmarks.material import ROOT

_NUMBERS = count(1)


@contextmanager
def running_stub() -> Iterator[str]:
    """The URL of a stub, until the end of the block."""
    line = [sys.executable, "-m", "benchmarks.stub"]
    with subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE) as process:
        try:
            yield next(iter(process.stdout or ())).decode().strip()
        finally:
            process.terminate()


async def _answer(request: web.Request) -> web.Response:
    """What any of the three vendors would say of a success."""
    await request.read()
    number = next(_NUMBERS)
    slack = {"ok": True, "channel": "C1", "ts": f"1.{number:06d}", "user_id": "UBOT00001", "team_id": "T00000001"}
    wecom = {"errcode": 0, "errmsg": "ok", "access_token": "stub", "expires_in": 7200, "msgid": str(number)}
    dingtalk = {"accessToken": "stub", "expireIn": 7200, "processQueryKey": str(number)}
    return web.json_response({**slack, **wecom, **dingtalk})


async def _main() -> None:
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", _answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print(f"http://127.0.0.1:{runner.addresses[0][1]}", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_main())
