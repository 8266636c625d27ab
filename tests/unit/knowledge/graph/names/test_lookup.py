from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.graph.names.grams import character_bits
from knowledge.graph.names.index import NameIndex
from knowledge.graph.names.model import Ambiguous, Name, Resolution, Resolved, Unknown
from knowledge.graph.names.normalise import fold, squeeze
from knowledge.graph.names.resolve import resolve

KINDS = ("customer", "person", "product", "competitor")
COMPANIES = {
    "park": "杭州市园林绿化股份有限公司",
    "paper": "恒昌源远山化学股份有限公司",
    "grid": "南方电网电力科技股份有限公司",
    "rails": "麒盛轨道装备股份有限公司",
}
INDEX = NameIndex.build(Name("customer", one, text) for one, text in COMPANIES.items())

_texts = st.text("北禾电子华东光伏上海科技有限公司 acmebt", min_size=1, max_size=10).filter(fold)
_named = st.lists(st.tuples(st.sampled_from(KINDS), _texts), min_size=1, max_size=12)


def answers(outcome: Resolution) -> set[tuple[str, str]]:
    match outcome:
        case Resolved(candidate):
            return {(candidate.kind, candidate.entity_id)}
        case Ambiguous(candidates):
            return {(one.kind, one.entity_id) for one in candidates}
        case _:
            return set()


def named(pairs: Iterable[tuple[str, str]]) -> list[Name]:
    return [Name(kind, str(number), text) for number, (kind, text) in enumerate(pairs)]


@pytest.mark.parametrize(("text", "entity_id"), [("远山", "paper"), ("远山股份", "paper"), ("园林", "park")])
def test_the_end_of_a_brand_and_a_brand_of_plain_words_are_asked_about(text: str, entity_id: str) -> None:
    outcome = resolve(INDEX, text)
    assert isinstance(outcome, Ambiguous), outcome
    assert answers(outcome) == {("customer", entity_id)}


@pytest.mark.parametrize("text", ["远山集团", "化学", "杭州"])
def test_another_group_word_a_trade_and_a_place_are_not(text: str) -> None:
    assert isinstance(resolve(INDEX, text), Unknown)


@pytest.mark.parametrize(("text", "entity_id"), [("南网", "grid"), ("麒城轨道", "rails")])
def test_one_character_of_each_word_and_a_slip_in_the_second(text: str, entity_id: str) -> None:
    assert answers(resolve(INDEX, text)) == {("customer", entity_id)}


def test_a_name_among_many_that_sound_alike_is_found_by_its_characters() -> None:
    crowd = [Name("customer", f"c{number}", f"楠{chr(0x4E00 + number)}旺") for number in range(300)]
    assert ("customer", "grid") in answers(resolve(NameIndex.build([*INDEX.segments[0].names(), *crowd]), "南网"))


@settings(max_examples=60)
@given(_named)
def test_an_exact_name_resolves_to_itself_or_to_a_question_with_it(pairs: list[tuple[str, str]]) -> None:
    names = named(pairs)
    index = NameIndex.build(names)
    for name in names:
        for kinds in (None, {name.kind}):
            assert (name.kind, name.entity_id) in answers(resolve(index, name.text, kinds=kinds, limit=99)) or any(
                other.text.strip() == name.text.strip() and other is not name for other in names
            )


@settings(max_examples=60)
@given(_named, _texts, st.randoms(use_true_random=False))
def test_the_order_of_names_does_not_matter(pairs: list[tuple[str, str]], asked: str, rng: object) -> None:
    names = named(pairs)
    mixed = names[:]
    rng.shuffle(mixed)  # type: ignore[attr-defined]
    assert resolve(NameIndex.build(mixed), asked) == resolve(NameIndex.build(names), asked)


@settings(max_examples=60)
@given(_named, st.tuples(st.sampled_from(KINDS), _texts))
def test_a_new_name_hides_no_exact_name_that_is_another(pairs: list[tuple[str, str]], new: tuple[str, str]) -> None:
    names = named(pairs)
    index = NameIndex.build(names)
    before = [answers(resolve(index, name.text, limit=99)) for name in names]
    index.add([Name(new[0], "new", new[1])])
    for name, found in zip(names, before, strict=True):
        if squeeze(fold(name.text)) != squeeze(fold(new[1])):
            assert found <= answers(resolve(index, name.text, limit=99))


@settings(max_examples=60)
@given(_named, _texts, st.sets(st.sampled_from((*KINDS, "starship"))))
def test_kinds_answer_as_if_there_were_no_others(pairs: list[tuple[str, str]], asked: str, kinds: set[str]) -> None:
    names = named(pairs)
    only = NameIndex.build(name for name in names if name.kind in kinds)
    assert answers(resolve(NameIndex.build(names), asked, kinds=kinds)) == answers(resolve(only, asked))


@given(st.text(min_size=1), st.text(min_size=1))
def test_the_bits_of_a_text_hold_those_of_its_parts(one: str, other: str) -> None:
    whole, part = character_bits([one + other, other]).tolist()
    assert part & ~whole == 0


def test_the_second_character_of_a_word_is_asked_about_and_never_taken() -> None:
    outcome = resolve(NameIndex.build([Name("customer", "sun", "华东光伏")]), "华伏")
    assert isinstance(outcome, Ambiguous), outcome
    assert answers(outcome) == {("customer", "sun")}
