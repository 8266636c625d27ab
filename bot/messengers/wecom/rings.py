"""Whom a notice rings in a WeCom group. Only a group's robot rings; elsewhere people read who is meant."""

import re
from collections.abc import Sequence

from notifiers.notice import EVERYBODY, Notice

_MEMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}", re.ASCII)


def rung(notice: Notice) -> Sequence[str]:
    """The userids that a robot rings, each once; `EVERYBODY` may be among them."""
    return tuple(dict.fromkeys(ring.account for ring in notice.ringing if _MEMBER.fullmatch(ring.account)))


def mentions(userids: Sequence[str]) -> str:
    """What rings them in markdown."""
    return " ".join(f"<@{userid}>" for userid in userids)


def mentioned_list(userids: Sequence[str]) -> Sequence[str]:
    """What rings them beside a text."""
    return [f"@{userid}" if userid == EVERYBODY else userid for userid in userids]


def named(notice: Notice, besides: Sequence[str]) -> str:
    """The names of all but those who are rung, from data as they are; "" for nobody."""
    return " ".join(ring.called for ring in notice.rings if ring.account not in besides)
