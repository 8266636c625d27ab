"""The public signing vectors, against the verifier with which these tests judge what the fake sends."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.signature import SignatureVerifier

SHARED = Path(os.environ.get("DAZI_SHARED", Path(__file__).resolve().parents[4].parent / "shared"))
VECTORS = SHARED / "vectors" / "vectors_slack.json"


def cases() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(VECTORS.read_text(encoding="utf-8"))["cases"] if VECTORS.exists() else []
    return [case for case in found if case.get("signature") and str(case.get("timestamp", "")).isdigit()]


@pytest.mark.skipif(not VECTORS.exists(), reason="the shared signing vectors are not here")
def test_genuine_vectors_are_signed_alike() -> None:
    genuine = [case for case in cases() if case["slack_sdk_result"] is True]
    for case in genuine:
        body = case["body"].encode()
        made = SignatureVerifier(case["secret"]).generate_signature(timestamp=case["timestamp"], body=body)
        assert made == case["signature"], case["name"]
    assert len(genuine) >= 4
