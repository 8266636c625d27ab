"""A card and the command `read` call a paper the same; their rooms may not import each other."""

import pytest

from capture.photos.model import Kind
from capture.photos.wording import KINDS as READ
from notifiers.photo_words import KINDS as SHOWN


@pytest.mark.parametrize("kind", [one for one in Kind if one is not Kind.OTHER])
def test_a_kind_has_one_name(kind: Kind) -> None:
    assert SHOWN[kind]["zh"] == READ[kind]["zh"]
    assert SHOWN[kind]["en"].lower() == READ[kind]["en"]


def test_every_kind_can_be_shown() -> None:
    assert SHOWN.keys() == {one.value for one in Kind}
