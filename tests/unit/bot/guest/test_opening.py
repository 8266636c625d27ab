"""Without [llm] nothing of the model's library is loaded; with it and without the library, one clear sentence."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.errors import Missing
from bot.guest.opening import open_client
from config.settings import LlmSettings
from tests.architecture.tree import ROOT

BUILT = """
import asyncio, sys
from bot.clock import SystemClock
from bot.wiring import build
from config.settings import load_settings

async def main():
    runtime = build(load_settings(None, {}), SystemClock(), serve=False)
    await runtime.stop()

asyncio.run(main())
print(sorted(name for name in sys.modules if name.partition(".")[0] in {"openai", "httpx2", "httpx"}))
"""


def test_a_bot_without_the_section_loads_nothing_of_it(tmp_path: Path) -> None:
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{BUILT}"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert (run.stdout.strip(), run.returncode) == ("[]", 0), run.stderr


@pytest.mark.parametrize("library", ["openai", "httpx2"])
def test_a_missing_library_is_named_with_what_to_do(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("bot.guest.client", "capture.llm.client"):
        monkeypatch.delitem(sys.modules, module, raising=False)
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(Missing) as caught:
        open_client(LlmSettings(base_url="http://127.0.0.1:9/v1", model="m"))
    assert all("pip install '.[llm]'" in text for text in caught.value.say.values())
    assert caught.value.code == 3
