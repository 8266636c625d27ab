"""What WeCom's error codes mean for a send. HTTP is always 200; a non-zero errcode is the refusal."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.messengers.base import Dead, Json, Retry
from bot.wire.http import Answer, NoAnswer

STALE_TOKEN = frozenset({40001, 40014, 42001})
"""The access token is refused: fetch another, try once more."""

NOT_IN = frozenset({40001, 40013, 40091, 40125, 60020, 301002, 853000})
"""Our credentials, or our address, are not taken: nothing will go until an operator has been there."""

NOT_IN_SECONDS = 300.0

_LATER: Mapping[int, tuple[str, float | None]] = {
    -1: ("WeCom is busy", None),
    6000: ("the AI bot's chat is busy", 1.0),
    45009: ("too many calls; WeCom blocks for a minute", 60.0),
    45033: ("too many calls at the same time", 2.0),
    846601: ("WeCom had a hiccup", 1.0),
    846602: ("WeCom had a hiccup", 1.0),
    846607: ("too many messages to this chat", 10.0),
    846609: ("the connection is not subscribed", 2.0),
}
_NEVER: Mapping[int, str] = {
    40003: "no such member",
    40007: "the file is no longer there",
    40008: "a message type that WeCom does not take here",
    40035: "WeCom refuses a parameter",
    40058: "WeCom refuses a parameter",
    40201: "WeCom's content check refuses the text",
    42045: "the card has nowhere to lead to",
    44004: "the message is empty",
    48002: "the app has no permission for this API",
    60011: "the app may not reach this member; widen its visible range",
    60111: "no such member",
    81013: "no such member, or outside the app's visible range",
    86003: "no such chat, or nobody there has talked to the AI bot yet",
    93000: "the group robot's webhook key is not valid, or the robot was removed",
    93006: "no such chat",
}
_IP = re.compile(r"from ip: ([0-9A-Fa-f.:]{3,45})")
_MOST_SAID = 120


@dataclass(frozen=True, slots=True)
class Refusal:
    """The platform's own no. `said` is its errmsg without hints."""

    errcode: int
    said: str
    ip: str = ""

    @property
    def why(self) -> str:
        """In one sentence with the code; where our address is not trusted, with the address."""
        where = f", call came from {self.ip}" if self.errcode == 60020 and self.ip else ""
        known = _NEVER.get(self.errcode) or (_LATER[self.errcode][0] if self.errcode in _LATER else "WeCom refuses it")
        return f"{known} ({self.errcode} {self.said}{where})"


def judged(refusal: Refusal) -> Retry | Dead:
    """What a refusal means for the send it met."""
    if refusal.errcode in NOT_IN | STALE_TOKEN:
        return Retry(f"WeCom does not let us in ({refusal.errcode} {refusal.said})", NOT_IN_SECONDS)
    if refusal.errcode in _LATER:
        return Retry(refusal.why, _LATER[refusal.errcode][1])
    return Dead(refusal.why)


def refusal_in(answer: Json) -> Refusal | None:
    """The refusal in an answer, or in an acknowledgement; None where it is a yes."""
    code = answer.get("errcode", 0)
    if code == 0:
        return None
    errmsg = str(answer.get("errmsg", ""))
    ip = _IP.search(errmsg)
    said = errmsg.partition(", hint:")[0].partition(", more info")[0][:_MOST_SAID]
    return Refusal(code if isinstance(code, int) else -2, said, ip[1].rstrip(".") if ip else "")


def read(answer: Answer | NoAnswer) -> Json | Refusal | Retry | Dead:
    """The body of a good answer, the refusal in it, or what the lack of one means."""
    if isinstance(answer, NoAnswer):
        return Retry(f"no clear answer: {answer.why}", in_doubt=answer.in_doubt)
    if answer.status == 429:
        return Retry("too many calls", answer.retry_after)
    if answer.status >= 500:
        return Retry(f"status {answer.status}", in_doubt=True)
    if answer.status != 200:
        return Dead(f"WeCom answered with status {answer.status}; check api_url")
    if answer.json is None or "errcode" not in answer.json:
        return Retry("an answer that is not WeCom's", in_doubt=True)
    return refusal_in(answer.json) or answer.json
