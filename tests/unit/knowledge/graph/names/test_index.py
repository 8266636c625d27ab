from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.graph.names import index as index_module
from knowledge.graph.names.grams import hashes, substring_hashes
from knowledge.graph.names.index import NameIndex
from knowledge.graph.names.model import Name, Resolved, Unknown
from knowledge.graph.names.normalise import fold
from knowledge.graph.names.resolve import resolve

A = Name("customer", "a", "北禾电子有限公司")
B = Name("customer", "b", "Betasoloin")

_texts = st.text("北禾电子华东光伏上海科技 acmebt", min_size=1, max_size=10).filter(lambda text: bool(fold(text)))


def test_an_empty_index_is_no_trouble() -> None:
    index = NameIndex()
    assert len(index) == 0
    index.add([])
    assert resolve(index, "北禾") == Unknown(())


def test_what_is_added_is_found_at_once() -> None:
    index = NameIndex.build([A])
    index.add([B])
    assert len(index) == 2
    assert isinstance(resolve(index, "betasoloin"), Resolved)
    assert isinstance(resolve(index, "北禾"), Resolved)


def test_what_is_removed_is_gone_and_may_come_back() -> None:
    index = NameIndex.build([A, B, Name("customer", "b", "贝塔", "alias"), Name("person", "b", "Bea")])
    assert index.remove("customer", "b") == 2
    assert index.remove("customer", "b") == 0
    assert index.remove("starship", "b") == 0
    assert isinstance(resolve(index, "Betasoloin"), Unknown)
    assert isinstance(resolve(index, "Bea"), Resolved)
    index.add([B])
    assert isinstance(resolve(index, "Betasoloin"), Resolved)


def test_many_small_additions_stay_few_segments() -> None:
    index = NameIndex.build([A, B])
    for i in range(100):
        index.add([Name("customer", str(i), f"Quarry {i}")])
    assert len(index) == 102
    assert len(index.segments) <= 8


def test_a_large_segment_is_not_rebuilt_by_an_addition() -> None:
    large = NameIndex.build(Name("customer", str(i), f"Quarry {i}") for i in range(index_module.SMALL))
    before = large.segments[0]
    large.add([A])
    assert large.segments[0] is before


def test_compacting_keeps_the_living_and_forgets_the_rest() -> None:
    index = NameIndex.build([A])
    index.add([B])
    index.remove("customer", "a")
    compact = index.compact()
    assert [list(segment.names()) for segment in compact.segments] == [[B]]


@settings(max_examples=60)
@given(st.lists(_texts, min_size=1, max_size=15), st.lists(_texts, max_size=15), _texts)
def test_an_index_grown_bit_by_bit_answers_like_one_built_at_once(
    first: list[str], later: list[str], asked: str
) -> None:
    names = [Name("customer", str(i), text) for i, text in enumerate([*first, *later])]
    grown = NameIndex.build(names[: len(first)])
    for name in names[len(first) :]:
        grown.add([name])
    assert resolve(grown, asked) == resolve(NameIndex.build(names), asked)


@settings(max_examples=60)
@given(st.lists(_texts, max_size=15), _texts)
def test_whatever_is_added_resolves_or_is_asked_about(known: list[str], new: str) -> None:
    index = NameIndex.build(Name("customer", str(i), text) for i, text in enumerate(known))
    index.add([Name("customer", "new", new)])
    outcome = resolve(index, new, limit=100)
    found = [outcome.candidate] if isinstance(outcome, Resolved) else getattr(outcome, "candidates", ())
    assert "new" in {c.entity_id for c in found} or any(c.name.strip() == new.strip() for c in found)


@given(st.text(min_size=2, max_size=30))
def test_the_hash_of_a_stretch_is_the_hash_of_its_text(text: str) -> None:
    starts, ends, found = substring_hashes(text, 10)
    assert len(found) > 0
    pieces = [text[s:e] for s, e in zip(starts, ends, strict=True)]
    assert hashes(pieces).tolist() == found.tolist()
