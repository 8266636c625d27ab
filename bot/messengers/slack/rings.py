"""Whom a notice rings at Slack: mentions of people and user groups, which nothing but an id of Slack's can become."""

import re
from collections.abc import Iterator, Sequence

from bot.messengers.base import Json
from bot.messengers.slack import blocks
from bot.messengers.slack.ids import place_of
from bot.messengers.slack.wording import Wording, said
from notifiers.notice import EVERYBODY, Notice, Ring

_PERSON = re.compile(r"[UW][A-Z0-9]{1,20}", re.ASCII)
_GROUP = re.compile(r"S[A-Z0-9]{1,20}", re.ASCII)


def rung(notice: Notice, team: str) -> Iterator[Json]:
    """A line of mentions, and one of the names of those who cannot be rung, each where there are any.

    `team` is the workspace of the room, as our ids say it.
    """
    mentions = [_mention(ring, team) for ring in notice.ringing]
    ringing = " ".join(dict.fromkeys(filter(None, mentions)))
    yield from blocks.sections(Wording(ringing, ringing, literal=False))
    yield from blocks.sections(said(" ".join(ring.called for ring in _only_named(notice, mentions))))


def _only_named(notice: Notice, mentions: Sequence[str]) -> Iterator[Ring]:
    if not notice.ringing:
        yield from notice.rings
    yield from (ring for ring, mention in zip(notice.ringing, mentions, strict=True) if not mention)


def _mention(ring: Ring, team: str) -> str:
    """What rings them; "" for what is no id, or somebody of another workspace."""
    if ring.account == EVERYBODY:
        return "<!channel>"
    place = place_of(ring.account)
    if place.direct or place.team != team:
        return ""
    if _PERSON.fullmatch(place.target):
        return f"<@{place.target}>"
    return f"<!subteam^{place.target}>" if _GROUP.fullmatch(place.target) else ""
