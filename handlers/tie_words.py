"""What somebody has to do with a customer, in words."""

from collections.abc import Mapping

from handlers.base import View
from handlers.changing import names_of
from knowledge.access.model import Relation, Tie
from knowledge.people.model import Lang
from notifiers.filling import filled

_TIES: Mapping[Relation, Mapping[Lang, str]] = {
    Relation.OWNER: {"zh": "负责人", "en": "the owner"},
    Relation.SUPERIOR: {"zh": "负责人{through}的上级", "en": "over {through}, the owner"},
    Relation.ADMIN: {"zh": "管理员", "en": "an admin"},
    Relation.PRESALES: {"zh": "这家客户的售前", "en": "presales for this customer"},
    Relation.CSM: {"zh": "这家客户的客户成功", "en": "CSM of this customer"},
    Relation.DELIVERY: {"zh": "这家客户的交付", "en": "delivery for this customer"},
    Relation.FINANCE: {"zh": "财务", "en": "finance"},
    Relation.LEGAL: {"zh": "法务", "en": "legal"},
    Relation.GRANTED: {"zh": "有人开放的", "en": "shared by a colleague"},
    Relation.UNIT: {"zh": "{through}的同事", "en": "in the unit {through}"},
    Relation.UNOWNED: {
        "zh": "这家客户没有负责人，团队同事都能看",
        "en": "nobody owns this customer, so the whole team may",
    },
    Relation.COLLEAGUE: {"zh": "团队同事都能看", "en": "the whole team may"},
}
_MANAGER: Mapping[Lang, str] = {"zh": "主管（这家客户没有负责人）", "en": "a manager (nobody owns this customer)"}


def tie_words(view: View, tie: Tie, lang: Lang) -> str:
    """A tie as people say it."""
    if tie.relation is Relation.SUPERIOR and not tie.through:
        return _MANAGER[lang]
    through = tie.through
    if tie.relation is Relation.SUPERIOR:
        through = names_of(view, [through], lang)[through]
    return filled(_TIES[tie.relation][lang], lang, through=through)
