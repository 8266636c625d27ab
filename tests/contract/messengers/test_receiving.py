"""What comes in: only what is genuine, whatever else is in it, and always the same Message of the same bytes."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.messengers.base import Admitted, BadPayload, Ignored, Raw
from bot.wiring import plugins
from handlers.message import Message, News
from tests.clocks import START, FakeClock
from tests.contract.messengers.conftest import found_rigs
from tests.contract.messengers.payloads import Golden, golden, plain_message
from tests.contract.messengers.rig import Rig, Stage

MESSENGERS = list(plugins().messengers)
RECORDED = [(name, one) for name in MESSENGERS for one in golden(name)]
recorded = pytest.mark.parametrize(
    ("name", "payload"), RECORDED, ids=[f"{name}-{payload.name}" for name, payload in RECORDED]
)
ANSWERS = (Admitted, Ignored, BadPayload)

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30)
shallow = scalars | st.dictionaries(st.text(max_size=8), scalars, max_size=3) | st.lists(scalars, max_size=3)
documents = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4)
)
LONGEST = {"event_id": 200, "lane": 200, "kind": 20}
"""What the inbox can keep (knowledge/store/tables.py)."""


@contextmanager
def staged(name: str, folder: Path) -> Iterator[tuple[Rig, Stage]]:
    """A messenger on its stage, for tests that are not coroutines."""
    rig = found_rigs()[name]
    with asyncio.Runner() as runner:
        context = rig.stage(folder, FakeClock())
        yield rig, runner.run(context.__aenter__())
        runner.run(context.__aexit__(None, None, None))


def test_every_messenger_has_a_rig_and_payloads() -> None:
    assert sorted(found_rigs()) == sorted(MESSENGERS)
    assert {name for name, _ in RECORDED} == set(MESSENGERS)


def a_payload(rig: Rig) -> bytes:
    return golden(rig.name)[0].body


async def test_a_genuine_request_is_admitted(rig: Rig, stage: Stage) -> None:
    assert isinstance(stage.messenger.admit(rig.raw(a_payload(rig), START)), Admitted)


async def test_a_forged_request_is_refused(receiving: Rig, stage: Stage) -> None:
    forged = receiving.forged(a_payload(receiving), START)
    found = {what: stage.messenger.admit(raw) for what, raw in forged.items()}
    assert {what: answer for what, answer in found.items() if not isinstance(answer, BadPayload)} == {}
    assert {answer.status for answer in found.values() if isinstance(answer, BadPayload)} == {401}
    assert {"another secret", "no signature"} <= found.keys()


@pytest.mark.parametrize("direction", [-1, 1])
async def test_a_request_outside_the_window_is_a_replay(receiving: Rig, stage: Stage, direction: int) -> None:
    window = receiving.window()
    within = receiving.raw(a_payload(receiving), START + timedelta(seconds=direction * (window - 2)))
    outside = receiving.raw(a_payload(receiving), START + timedelta(seconds=direction * (window + 2)))
    assert isinstance(stage.messenger.admit(within), Admitted)
    assert stage.messenger.admit(outside) == BadPayload(401, "signed at another time")


async def test_a_reason_tells_nothing_of_the_secrets(receiving: Rig, stage: Stage) -> None:
    for raw in receiving.forged(a_payload(receiving), START).values():
        told = repr(stage.messenger.admit(raw))
        assert not any(secret in told for secret in receiving.secrets)


async def test_what_is_not_for_the_bot_is_ignored(rig: Rig, stage: Stage) -> None:
    odd = {"its own message": rig.odd.own, "an unknown type": rig.odd.unknown}
    found = {what: stage.messenger.admit(rig.raw(body, START)) for what, body in odd.items() if body is not None}
    assert {what: answer for what, answer in found.items() if not isinstance(answer, Ignored)} == {}


async def test_an_edited_message_is_the_same_message_in_another_event(rig: Rig, stage: Stage) -> None:
    if rig.odd.edited is None:
        pytest.skip(f"{rig.name} does not tell of edits")
    edited = stage.messenger.admit(rig.raw(rig.odd.edited, START))
    assert isinstance(edited, Admitted)
    message = stage.messenger.decode(json.loads(json.dumps(edited.body)))
    assert isinstance(message, Message)
    assert message.edited
    assert message.message_id


async def test_a_repeat_has_the_id_of_the_first(rig: Rig, stage: Stage) -> None:
    first = stage.messenger.admit(rig.raw(a_payload(rig), START))
    again = stage.messenger.admit(rig.raw(rig.odd.again or a_payload(rig), START + timedelta(seconds=60)))
    assert isinstance(first, Admitted)
    assert isinstance(again, Admitted)
    assert (first.event_id, first.lane) == (again.event_id, again.lane)


def fit(found: Admitted) -> bool:
    """Whether the inbox can keep it (knowledge/store/tables.py)."""
    return all(0 < len(getattr(found, name)) <= most for name, most in LONGEST.items())


def as_json(document: object) -> bytes:
    """As a platform would write it."""
    return json.dumps(document, ensure_ascii=False).encode(errors="replace")


GARBAGE = st.binary(max_size=80) | st.text(max_size=30).map(str.encode) | shallow.map(as_json)
"""Bodies that no platform sends: bytes, text, JSON."""


@pytest.mark.parametrize("name", MESSENGERS)
def test_garbage_never_raises(name: str, tmp_path: Path) -> None:
    with staged(name, tmp_path) as (rig, stage):
        # 10,000 bodies, 20 at a time: an example of its own for each would take twice as long.
        @settings(max_examples=500, suppress_health_check=list(HealthCheck))
        @given(st.lists(GARBAGE, min_size=20, max_size=20))
        def admit(bodies: list[bytes]) -> None:
            for body in bodies:
                assert isinstance(stage.messenger.admit(rig.raw(body, START)), ANSWERS)
                assert isinstance(stage.messenger.admit(Raw({}, body)), ANSWERS)

        admit()
        deep = b"[" * 200_000
        assert isinstance(stage.messenger.admit(rig.raw(deep, START)), BadPayload)


@pytest.mark.parametrize("name", MESSENGERS)
def test_a_spoilt_event_is_refused_or_can_be_decoded(name: str, tmp_path: Path) -> None:
    with staged(name, tmp_path) as (rig, stage):

        @settings(max_examples=500, suppress_health_check=list(HealthCheck))
        @given(st.sampled_from(golden(name)), st.data())
        def spoil(payload: Golden, data: st.DataObject) -> None:
            found = stage.messenger.admit(rig.raw(spoilt(payload.body, data), START))
            assert isinstance(found, ANSWERS)
            if isinstance(found, Admitted):
                assert fit(found)
                assert isinstance(stage.messenger.decode(json.loads(json.dumps(found.body))), Message | News)

        spoil()


def spoilt(body: bytes, data: st.DataObject) -> bytes:
    """The body with one value somewhere in it replaced by anything, or left out; of what is no JSON, some bytes."""
    try:
        return as_json(replaced(json.loads(body), data))
    except ValueError:
        first = data.draw(st.integers(0, len(body)))
        last = data.draw(st.integers(first, min(len(body), first + 40)))
        return body[:first] + data.draw(st.binary(max_size=20) | st.just(b"x" * 300)) + body[last:]


def replaced(event: Any, data: st.DataObject) -> Any:  # noqa: ANN401  any JSON
    """The value with something in it replaced by anything, or left out."""
    if not isinstance(event, dict) or not event or data.draw(st.integers(0, 3)) == 0:
        return data.draw(documents | st.just("x" * 300))
    name = data.draw(st.sampled_from(sorted(event)))
    if data.draw(st.booleans()):
        return {**event, name: replaced(event[name], data)}
    return {key: value for key, value in event.items() if key != name}


@recorded
async def test_a_payload_becomes_its_message(name: str, payload: Golden, tmp_path: Path) -> None:
    rig = found_rigs()[name]
    async with rig.stage(tmp_path, FakeClock()) as stage:
        admitted = stage.messenger.admit(rig.raw(payload.body, START))
        assert isinstance(admitted, Admitted)
        stored = json.loads(json.dumps(admitted.body))
        message = stage.messenger.decode(stored)
        assert plain_message(message) == payload.expected
        assert stage.messenger.decode(stored) == message
        assert admitted.kind == kind_of(message)
        assert fit(admitted)
        if isinstance(message, Message):
            assert (admitted.event_id, admitted.lane) == (message.event_id, message.room.key)


def kind_of(message: Message | News) -> str:
    """The kind of inbox row that becomes this."""
    if isinstance(message, News):
        return "noticed"
    return "pressed" if message.press else "said"


async def test_a_persons_own_room_is_told_from_a_group(rig: Rig, stage: Stage) -> None:
    addressing = plugins().messengers[rig.name].addressing
    own = addressing.direct_room("li.lei")
    assert own != addressing.direct_room("han.mei")
    assert addressing.user_of(own) in ("li.lei", None)
    groups = [room for room in (stage.here.room_id, *stage.rooms) if addressing.user_of(room) is None]
    assert groups
