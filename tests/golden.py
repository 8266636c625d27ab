"""Texts that are looked at once and then kept: UPDATE_GOLDEN=1 writes them anew, and git shows what changed."""

import os
from pathlib import Path

PAYLOADS = Path(__file__).resolve().parent / "payloads"


def assert_golden(name: str, text: str) -> None:
    """Hold a text against tests/payloads/<name>."""
    path = PAYLOADS / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.exists(), f"{path} is missing: run with UPDATE_GOLDEN=1 and look at it"
    assert text == path.read_text(encoding="utf-8")
