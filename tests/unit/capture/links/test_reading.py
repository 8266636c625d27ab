"""The labelled messages: what is recognised, and whose it is taken to be; and chat in which there is nothing."""

import gzip
import os
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from capture.links.reading import Known, Outcome, documents_in
from tests.unit.capture.links.labelled import heard, messages, read, scored, world

SHARED = Path(os.environ.get("DAZI_SHARED", Path(__file__).resolve().parents[5] / "shared"))
NOISE = SHARED / "data" / "chat_slack_racket" / "racket-general-2017.xml.gz"
DECK = "https://docs.google.com/presentation/d/1Deck/edit"


def message(text: str, **more: object) -> dict[str, object]:
    return {
        "id": "m",
        "room": "华东销售群",
        "sender": "meng.yang",
        "at": "2026-01-12T10:00:00+08:00",
        "text": text,
        **more,
    }


def test_there_are_enough_messages_half_of_them_with_nothing() -> None:
    both = [*messages("dev"), *messages("held")]
    outcomes = [one["outcome"] for each in both for one in each["expect"]]
    assert len(both) >= 300
    assert 0.4 <= outcomes.count("none") / len(outcomes) <= 0.6


@pytest.mark.parametrize("half", ["dev", "held"])
def test_what_is_recognised_and_whose(half: str) -> None:
    score = scored(half)
    assert score.f1 >= 0.97, score.wrong
    assert score.customer >= 0.95, score.wrong
    assert score.without_asking >= 0.9, score.wrong


def test_chat_about_other_things_has_nothing_in_it() -> None:
    if not NOISE.exists():
        pytest.skip(f"no {NOISE.name}: the data sets are not here")
    with gzip.open(NOISE) as file:
        texts = [one.findtext("text") or "" for one in ET.parse(file).getroot().iter("message")]  # noqa: S314  a set of ours
    linked = [text for text in texts if "http" in text][:400]
    assert len(linked) == 400
    found = [one for text in linked for one in read(message(text), {}) if one.outcome is not Outcome.NONE]
    assert found == []


def test_a_document_on_record_keeps_its_customer_unless_the_message_says_otherwise() -> None:
    known = {"google:1Deck": Known("K01")}
    outcomes = {}
    for text in (DECK, f"江桥乳业的方案 {DECK}", f"衡岳的方案 {DECK}"):
        (found,) = documents_in(heard(message(text)), world().context(), world().settings, known=known)
        outcomes[text] = (found.outcome, found.whose.customer_id)
    assert list(outcomes.values()) == [(Outcome.ATTACH, "K01"), (Outcome.ASK, ""), (Outcome.ATTACH, "K01")]


def test_what_was_dismissed_is_not_asked_about_again() -> None:
    known = {"google:1Deck": Known(dismissed=True)}
    (found,) = documents_in(heard(message(f"衡岳的方案 {DECK}")), world().context(), world().settings, known=known)
    assert found.outcome is Outcome.NONE
