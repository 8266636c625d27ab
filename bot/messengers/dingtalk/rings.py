"""Whom a notice rings at DingTalk. Only webhooks ring; elsewhere people read who is meant."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.messengers.dingtalk.fields import Told, list_in
from bot.messengers.dingtalk.rooms import user_of
from bot.wire.escaping import markdown
from notifiers.notice import EVERYBODY, MOST_RINGS, Notice

_STAFF = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}", re.ASCII)


def rings_of(notice: Notice, room_id: str) -> Sequence[Sequence[str]]:
    """Pairs of a userid and a harmless name, as a rendered message carries them; the id is "" where nobody is rung."""
    if user_of(room_id) is not None:  # a person's own room rings by itself
        return ()
    rung = {ring.account for ring in notice.ringing if _STAFF.fullmatch(ring.account)}
    return [[ring.account if ring.account in rung else "", markdown(ring.called)] for ring in notice.rings[:MOST_RINGS]]


def named(rings: Sequence[Sequence[str]]) -> str:
    """The names of all, for where nobody can be rung."""
    return " ".join(name for _, name in rings)


def rings_in(plain: Told) -> Sequence[tuple[str, str]]:
    """The pairs that `rings_of` put into a rendered message."""
    return [(str(account), str(name)) for account, name in list_in(plain, "rings")]


@dataclass(frozen=True, slots=True)
class At:
    """A webhook's `at` object, and the words that must stand in the text for it to ring."""

    words: str
    body: Mapping[str, object]


def at_of(rings: Sequence[tuple[str, str]], asker: str) -> At:
    """Rings these and `asker`, the userid of who is answered ("" for nobody), each once; empty for nobody at all."""
    userids = dict.fromkeys(filter(None, (asker, *(account for account, _ in rings if account != EVERYBODY))))
    names = [name for account, name in rings if account in ("", EVERYBODY)]
    everybody = any(account == EVERYBODY for account, _ in rings)
    words = " ".join([*(f"@{userid}" for userid in userids), *names])
    at = {"atUserIds": [*userids], "isAtAll": everybody}
    return At(words, {"at": at} if userids or everybody else {})
