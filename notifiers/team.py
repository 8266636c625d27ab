"""What notices about the team share: who is asked to decide, and what messengers and roles are called."""

from collections.abc import Mapping

from knowledge.access.judge import on_team
from knowledge.people.model import Lang, Role
from knowledge.people.view import people_in_role, person
from notifiers.alert import Scene
from notifiers.notice import Address

DECIDES = (Role.MANAGER, Role.ADMIN)
"""The roles that decide about people and rooms."""

_MESSENGERS: Mapping[str, Mapping[Lang, str]] = {
    "local": {"zh": "网页", "en": "the web page"},
    "terminal": {"zh": "终端", "en": "the terminal"},
    "wecom": {"zh": "企业微信", "en": "WeCom"},
    "dingtalk": {"zh": "钉钉", "en": "DingTalk"},
    "feishu": {"zh": "飞书", "en": "Feishu"},
}
_ROLES: Mapping[Role, Mapping[Lang, str]] = {
    Role.REP: {"zh": "销售", "en": "rep"},
    Role.PRESALES: {"zh": "售前", "en": "presales"},
    Role.MANAGER: {"zh": "主管", "en": "manager"},
    Role.CSM: {"zh": "客户成功", "en": "CSM"},
    Role.DELIVERY: {"zh": "交付", "en": "delivery"},
    Role.LEGAL: {"zh": "法务", "en": "legal"},
    Role.FINANCE: {"zh": "财务", "en": "finance"},
    Role.ADMIN: {"zh": "管理员", "en": "admin"},
}


def messenger_name(messenger: str, lang: Lang) -> str:
    """A messenger as people call it."""
    return _MESSENGERS.get(messenger, {}).get(lang, messenger.capitalize())


def role_name(role: Role, lang: Lang) -> str:
    """What somebody does in the team, as people say it."""
    return _ROLES[role][lang]


def name_of(scene: Scene, person_id: str, lang: Lang) -> str:
    """A person's name to a reader of `lang`; the id where nobody has it."""
    found = person(scene.reader, person_id)
    return found.name_in(lang) if found else person_id


def own_room(scene: Scene, person_id: str) -> Address | None:
    """The room of somebody of the team who may hear about the team's customers; None for others."""
    member = person(scene.reader, person_id)
    if on_team(member, scene.today) is not None:
        return None
    return scene.direct(scene.reader, person_id)


def deciders(scene: Scene) -> list[Address]:
    """Where those read who decide about people: the operator, else all managers and admins."""
    if scene.operator is not None:
        return [scene.operator]
    found = [own_room(scene, one) for role in DECIDES for one in people_in_role(scene.reader, role)]
    return [address for address in found if address]
