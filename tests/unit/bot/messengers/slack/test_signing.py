"""The signature, against public vectors and everything that raises in slack_sdk's verifier."""

import json
import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.messengers.base import BadPayload, Raw
from bot.messengers.slack.signing import Signatures
from tests.clocks import START
from tests.contract.messengers.rigs.slack import RIG, SECRET

SHARED = Path(os.environ.get("DAZI_SHARED", Path(__file__).resolve().parents[6] / "shared"))
VECTORS = SHARED / "vectors" / "vectors_slack.json"


def cases() -> list[Mapping[str, Any]]:
    return list(json.loads(VECTORS.read_text(encoding="utf-8"))["cases"]) if VECTORS.exists() else []


def at(seconds: float) -> Callable[[], datetime]:
    return lambda: datetime.fromtimestamp(seconds, UTC)


@pytest.mark.skipif(not VECTORS.exists(), reason="the vectors lie outside the repository")
def test_the_public_vectors() -> None:
    found = {}
    for case in cases():
        told = {"x-slack-request-timestamp": case["timestamp"], "x-slack-signature": case["signature"]}
        headers = {name: value for name, value in told.items() if value is not None}
        refusal = Signatures([case["secret"]], at(case["now"])).refusal(Raw(headers, case["body"].encode()))
        found[case["name"]] = refusal is None
    assert found == {case["name"]: case["slack_sdk_result"] is True for case in cases()}
    assert len(found) > 10


def test_either_of_two_secrets_signs_while_one_is_changed() -> None:
    raw = RIG.raw(b'{"type":"x"}', START)
    assert Signatures([SECRET], lambda: START).refusal(raw) is None
    assert Signatures(["a new one, not in use yet", SECRET], lambda: START).refusal(raw) is None
    assert Signatures(["a new one, not in use yet"], lambda: START).refusal(raw) == BadPayload(401, "wrong signature")


def test_without_a_secret_nothing_is_genuine() -> None:
    assert Signatures([], lambda: START).refusal(RIG.raw(b"{}", START)) == BadPayload(401, "wrong signature")


def test_a_body_that_is_no_text_is_refused() -> None:
    assert Signatures([SECRET], lambda: START).refusal(RIG.raw(b"\xff\xfe", START)) == BadPayload(
        401, "wrong signature"
    )
