"""What is shared, in words: kinds of facts, of whom, until when."""

from collections.abc import Iterable, Mapping, Set
from datetime import date

from knowledge.access.model import Grant, Kind
from knowledge.people.model import Lang
from notifiers.filling import filled
from notifiers.formats import day

KINDS: Mapping[str, Mapping[Lang, str]] = {
    "ownership": {"zh": "负责人", "en": "owners"},
    "deal": {"zh": "商机", "en": "deals"},
    "lead": {"zh": "线索", "en": "leads"},
    "proposal": {"zh": "方案", "en": "proposals"},
    "quote": {"zh": "报价", "en": "quotes"},
    "contract": {"zh": "合同", "en": "contracts"},
    "contact": {"zh": "联系人", "en": "contacts"},
    "task": {"zh": "待办", "en": "tasks"},
    "card": {"zh": "打单资料", "en": "battle cards"},
}
EVERYTHING = frozenset(Kind)

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "some": {"zh": "{customer}的{kinds}", "en": "{customer}'s {kinds}"},
    "everything": {"zh": "{customer}的全部资料", "en": "everything about {customer}"},
    "of_all": {"zh": "{giver}名下所有客户的{kinds}", "en": "the {kinds} of all {giver}'s customers"},
    "all_of_all": {"zh": "{giver}名下所有客户的全部资料", "en": "everything about all {giver}'s customers"},
    "of_mine": {"zh": "你名下所有客户的{kinds}", "en": "the {kinds} of all your customers"},
    "all_of_mine": {"zh": "你名下所有客户的全部资料", "en": "everything about all your customers"},
    "and": {"zh": "、", "en": ", "},
    "last_and": {"zh": "和", "en": " and "},
    "until": {"zh": "到{day}为止", "en": "until {day}"},
    "with_deal": {
        "zh": "到商机“{deal}”结束，最晚{day}",
        "en": "until the deal “{deal}” is closed, {day} at the latest",
    },
    "in_room": {"zh": "在群里期间，最晚到{day}", "en": "while they are in the room, until {day} at the latest"},
    "because": {"zh": "（{because}）", "en": " ({because})"},
}


def kinds_words(kinds: Iterable[Kind], lang: Lang) -> str:
    """Kinds of facts as people list them."""
    names = [KINDS[kind.value][lang] for kind in Kind if kind in set(kinds)]
    if len(names) < 2:
        return "".join(names)
    return _WORDS["last_and"][lang].join([_WORDS["and"][lang].join(names[:-1]), names[-1]])


def what_words(kinds: Set[Kind], customer: str, giver: str, lang: Lang) -> str:
    """What is shared: kinds of a customer; where `customer` is "", of all that `giver` owns ("": the reader)."""
    whole = kinds >= EVERYTHING
    if customer:
        words = "everything" if whole else "some"
    elif giver:
        words = "all_of_all" if whole else "of_all"
    else:
        words = "all_of_mine" if whole else "of_mine"
    return filled(_WORDS[words][lang], lang, customer=customer, giver=giver, kinds=kinds_words(kinds, lang))


def until_words(one: Grant, lang: Lang, today: date, deal: str = "") -> str:
    """Until when; `deal` is the name of the one it ends with."""
    words = "with_deal" if one.deal_id else "in_room" if one.room_key else "until"
    return filled(_WORDS[words][lang], lang, day=day(one.until, lang, today), deal=deal or one.deal_id)


def because_words(because: str, lang: Lang) -> str:
    """Why, in brackets; nothing where nobody said."""
    return filled(_WORDS["because"][lang], lang, because=because) if because else ""
