"""What leaves next: nothing is dropped, nothing stands still, what cannot be folded keeps its place."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from notifiers.notice import Urgency
from notifiers.policy import Reason, Step, Waiting, next_step


@st.composite
def queues(draw: st.DrawFn) -> list[Waiting]:
    """What waits for one address: rows in order, versions of a subject in order."""
    versions: dict[tuple[str, str], int] = {}
    found = []
    for row in range(1, draw(st.integers(1, 12)) + 1):
        kind, subject = draw(st.sampled_from(("reply", "alert"))), draw(st.sampled_from("abc"))
        version = versions[kind, subject] = versions.get((kind, subject), 0) + 1
        urgency, foldable = draw(st.sampled_from(Urgency)), kind == "alert" and draw(st.booleans())
        found.append(Waiting(row, kind, subject, version, urgency, foldable))
    return found


frees = st.integers(-1, 6)


def same(one: Waiting, other: Waiting) -> bool:
    return (one.kind, one.subject) == (other.kind, other.subject)


@given(queues(), frees)
def test_a_step_takes_each_notice_at_most_once_and_only_what_waits(waiting: Sequence[Waiting], free: int) -> None:
    step = next_step(waiting, free)
    taken = [step.lead, *step.folded]
    assert len({one.row for one in taken}) == len(taken)
    assert set(taken) <= set(waiting)


@given(queues(), frees)
def test_the_head_always_leaves(waiting: Sequence[Waiting], free: int) -> None:
    step = next_step(waiting, free)
    assert waiting[0] in (step.lead, *step.folded)


@given(queues(), frees)
def test_what_is_folded_is_told_by_the_list_or_is_an_older_version(waiting: Sequence[Waiting], free: int) -> None:
    step = next_step(waiting, free)
    for one in step.folded:
        if step.reason is Reason.BURST:
            assert one.foldable
        else:
            assert same(one, step.lead)
            assert one.version < step.lead.version


@given(queues(), frees)
def test_what_cannot_be_folded_keeps_its_place(waiting: Sequence[Waiting], free: int) -> None:
    step = next_step(waiting, free)
    if step.reason is not Reason.BURST:
        assert same(step.lead, waiting[0])
        assert step.lead.version == max(one.version for one in waiting if same(one, waiting[0]))


@given(queues(), frees)
def test_a_list_is_made_only_where_more_wait_than_may_be_sent(waiting: Sequence[Waiting], free: int) -> None:
    step = next_step(waiting, free)
    subjects = {(one.kind, one.subject) for one in waiting if one.foldable}
    if step.reason is Reason.BURST:
        assert len(subjects) > max(free, 1)
        assert step.lead.foldable


@given(queues())
def test_in_a_list_the_urgent_go_first_and_then_the_newest(waiting: Sequence[Waiting]) -> None:
    step = next_step(waiting, 1)
    if step.reason is Reason.BURST:
        newest = {(one.kind, one.subject): one for one in waiting if one.foldable}
        listed = [one for one in (step.lead, *step.folded) if one is newest[one.kind, one.subject]]
        assert listed == sorted(newest.values(), key=lambda one: (-one.urgency, -one.row))


@given(queues(), frees)
def test_everything_leaves_in_the_end(waiting: list[Waiting], free: int) -> None:
    left, steps = waiting, list[Step]()
    while left:
        steps.append(next_step(left, free))
        taken = {one.row for one in (steps[-1].lead, *steps[-1].folded)}
        left = [one for one in left if one.row not in taken]
    assert sum(1 + len(step.folded) for step in steps) == len(waiting)


def waiting(row: int, subject: str, version: int = 1, *, foldable: bool = True) -> Waiting:
    return Waiting(row, "alert", subject, version, foldable=foldable)


def test_one_that_waits_alone_leaves_alone() -> None:
    only = waiting(1, "a")
    assert next_step([only], 0) == Step(only, (), Reason.ALONE)


def test_a_newer_version_that_cannot_be_folded_is_sent_itself() -> None:
    card, settled, other = waiting(1, "a"), waiting(2, "a", 2, foldable=False), waiting(3, "b")
    assert next_step([card, settled, other], 1) == Step(settled, (card,), Reason.NEWER_VERSION, (card,))
