"""A notice survives the outbox, whatever is in it."""

import json
from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.wiring import plugins
from knowledge.people.model import LANGS
from notifiers.notice import (
    Attachment,
    Choice,
    Evidence,
    Fact,
    Field,
    Form,
    InDoubt,
    Notice,
    ReplyPath,
    Ring,
    Stripe,
    Urgency,
)
from notifiers.plain import from_plain, path_from_plain, path_to_plain, to_plain

texts = st.text(max_size=20)
moments = st.none() | st.integers(0, 4_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
options = st.lists(st.tuples(texts, texts), max_size=2).map(tuple)
fields = st.builds(Field, texts, texts, options, st.booleans(), st.integers(1, 3000))
forms = st.builds(
    Form, texts, texts, st.dictionaries(texts, texts, max_size=2), st.lists(fields, max_size=2).map(tuple), texts
)
notices = st.builds(
    Notice,
    kind=texts.filter(bool),
    subject=texts.filter(bool),
    version=st.integers(1, 1000),
    lang=st.sampled_from(LANGS),
    zone=st.sampled_from(("UTC", "Asia/Shanghai")),
    text=texts,
    title=texts,
    stripe=st.sampled_from(Stripe),
    badge=texts,
    facts=st.lists(st.builds(Fact, texts, texts), max_size=3).map(tuple),
    why=st.lists(st.builds(Evidence, texts, moments, texts, texts), max_size=3).map(tuple),
    choices=st.lists(
        st.builds(Choice, texts, texts, st.dictionaries(texts, texts, max_size=2), st.booleans(), texts), max_size=3
    ).map(tuple),
    settled=texts,
    foot=texts,
    form=st.none() | forms,
    attachment=st.none() | st.builds(Attachment, texts, texts, st.binary(max_size=20)),
    urgency=st.sampled_from(Urgency),
    in_doubt=st.sampled_from(InDoubt),
    foldable=st.booleans(),
    rings=st.lists(st.builds(Ring, texts, texts), max_size=3).map(tuple),
)


@given(notices)
def test_through_json_and_back(notice: Notice) -> None:
    stored: dict[str, Any] = json.loads(json.dumps(to_plain(notice)))
    assert from_plain(stored) == notice


@given(st.builds(ReplyPath, texts, texts, moments))
def test_a_reply_path_survives_too(path: ReplyPath) -> None:
    assert path_from_plain(json.loads(json.dumps(path_to_plain(path)))) == path


def test_empty_parts_take_no_room() -> None:
    assert to_plain(Notice("reply", "s", 1, "en", text="hi")) == {
        "kind": "reply",
        "subject": "s",
        "version": 1,
        "lang": "en",
        "zone": "UTC",
        "text": "hi",
        "stripe": "plain",
        "urgency": 1,
        "in_doubt": "resend",
    }


def test_every_example_survives() -> None:
    for plugin in plugins().alerts.values():
        for lang in LANGS:
            example = plugin.example(lang)
            assert from_plain(json.loads(json.dumps(to_plain(example)))) == example
