"""Relations in words: "A 是 B 的供应商"."""

from collections.abc import Mapping

from knowledge.people.model import Lang
from notifiers.filling import filled

_STEPS: Mapping[str, Mapping[Lang, str]] = {
    "works_at": {"zh": "{one}是{other}的联系人", "en": "{one} is a contact at {other}"},
    "reports_to": {"zh": "{one}向{other}汇报", "en": "{one} reports to {other}"},
    "part_of": {"zh": "{one}是{other}的下属公司", "en": "{one} is part of {other}"},
    "supplies": {"zh": "{one}给{other}供货", "en": "{one} supplies {other}"},
    "buys_from": {"zh": "{one}向{other}采购", "en": "{one} buys from {other}"},
    "builds_for": {"zh": "{one}给{other}建设项目", "en": "{one} builds for {other}"},
    "ships_for": {"zh": "{one}给{other}运货", "en": "{one} ships for {other}"},
    "former_colleague": {"zh": "{one}和{other}是前同事", "en": "{one} and {other} are former colleagues"},
    "schoolmate": {"zh": "{one}和{other}是校友", "en": "{one} and {other} went to the same school"},
    "classmate": {"zh": "{one}和{other}是同学", "en": "{one} and {other} are classmates"},
    "knows": {"zh": "{one}认识{other}", "en": "{one} knows {other}"},
    "owner:rep": {"zh": "{one}由{other}负责", "en": "{one} is owned by {other}"},
    "owner:presales": {"zh": "{one}的售前是{other}", "en": "{one} has {other} as presales"},
    "owner:csm": {"zh": "{one}的客户成功经理是{other}", "en": "{one} has {other} as customer success manager"},
    "owner:delivery": {"zh": "{one}由{other}交付", "en": "{one} has {other} for delivery"},
}
_OTHER: Mapping[Lang, str] = {"zh": "{one} — {relation} — {other}", "en": "{one} – {relation} – {other}"}


def step_words(relation: str, one: str, other: str, lang: Lang) -> str:
    """`one` stands in `relation` to `other`; the team's own words for a relation are repeated as they are."""
    known = _STEPS.get(relation)
    if known is not None:
        return filled(known[lang], lang, one=one, other=other)
    return filled(_OTHER[lang], lang, one=one, other=other, relation=relation.replace("_", " "))
