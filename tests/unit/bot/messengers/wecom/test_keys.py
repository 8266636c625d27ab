from hypothesis import given
from hypothesis import strategies as st

from bot.messengers.wecom.keys import MOST_BYTES, button_key, pressed
from handlers.message import Press
from notifiers.notice import Choice
from tests.unit.bot.messengers.wecom.notices import CARD

words = st.text(st.characters(codec="utf-8"), max_size=60)


@given(words, st.dictionaries(words, words, max_size=4), st.integers(0, 5))
def test_a_button_carries_all_of_its_choice(action: str, args: dict[str, str], number: int) -> None:
    key = button_key(Choice("x", action, args), number, CARD)
    if key is not None:
        assert len(key.encode()) <= MOST_BYTES
        assert pressed(key) == Press(action, args, CARD.version, CARD.kind, CARD.subject)


def test_what_is_long_is_packed() -> None:
    args = {"text": "华东光伏" * 200}
    key = button_key(Choice("x", "note", args), 0, CARD)
    assert key is not None
    found = pressed(key)
    assert found is not None
    assert found.args == args


def test_what_cannot_be_packed_gets_no_button() -> None:
    noise = "".join(chr(0x4E00 + at * 7919 % 20_000) for at in range(1500))
    assert button_key(Choice("x", "note", {"text": noise}), 0, CARD) is None


def test_two_buttons_that_do_the_same_have_different_keys() -> None:
    choice = Choice("x", "claim_lead")
    assert button_key(choice, 0, CARD) != button_key(choice, 1, CARD)


@given(st.text(max_size=80) | st.sampled_from(["[]", "{}", "null", '["dz"]', '["xx",0,"a",{},1,"k","s"]', "dzz:~~~~~"]))
def test_a_strangers_key_is_no_press(key: str) -> None:
    assert pressed(key) is None
