import re

from hypothesis import given
from hypothesis import strategies as st

from bot.messengers.wecom.marks import MARK_BYTES, mark, task_id, without_mark


@given(st.text(max_size=50), st.text(max_size=50))
def test_a_mark_can_be_taken_off_again(text: str, key: str) -> None:
    assert without_mark(text + mark(key)) == text
    assert len(mark(key).encode()) == MARK_BYTES


def test_one_key_has_one_mark_and_others_have_others() -> None:
    assert mark("outbox-7") == mark("outbox-7")
    assert len({mark(f"outbox-{number}") for number in range(2000)}) == 2000


@given(st.text(max_size=200))
def test_a_task_id_is_one_that_wecom_takes(key: str) -> None:
    assert re.fullmatch(r"[A-Za-z0-9_\-@]{1,128}", task_id({"a": 1}, key))


def test_the_same_key_in_another_database_is_another_task() -> None:
    assert task_id({"a": 1}, "outbox-1") == task_id({"a": 1}, "outbox-1")
    assert task_id({"a": 2}, "outbox-1") != task_id({"a": 1}, "outbox-1")
