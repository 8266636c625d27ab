"""How DingTalk says no, and what follows from it: by status and code (api), or by errcode in a 200 (oapi)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from bot.clock import Clock
from bot.messengers.base import Dead, Json, Retry
from bot.messengers.dingtalk.fields import list_in, number_in, text_in, told_in
from bot.wire.http import Answer, NoAnswer

PUNISHED_SECONDS = 300.0
"""An address that calls far too much is banned for five minutes."""

CROWDED_SECONDS = 60.0

_QPS = ("QpsLimitForAppkeyAndApi", "QpsLimitForApi")
_QPS_NUMBERS = frozenset({"90018", "90002"})
_QUOTA = "ApiCountLimitForOrg"
_TOKEN_NUMBERS = frozenset({"40014", "42001", "40001", "88"})
_NOT_GRANTED = "AccessTokenPermissionDenied"
_CROWDED = ("send.too.fast", "tooFast", "too.many")

ADVICE: Mapping[str, str] = MappingProxyType(
    {
        "invalidParameter.robotCode": "check robot_code in the settings",
        "robot.notInGroup": "add the robot to that group",
        "invalidParameter.openConversationId": "there is no such group, or the robot is not in it",
        "param.cardTemplateNotExist": "check card_template_id, and that the template is published",
    }
)
"""What to do about a refusal, by the beginning of its code."""


@dataclass(frozen=True, slots=True)
class Refused:
    """DingTalk's own no: its code (an errcode as text), its words, and the permissions that are missing."""

    code: str
    message: str = ""
    status: int = 200
    scopes: Sequence[str] = ()

    @property
    def stale_token(self) -> bool:
        """The access token is no longer taken."""
        return self.status == 401 or self.code in _TOKEN_NUMBERS

    @property
    def quota_spent(self) -> bool:
        """The organisation has no calls left this month."""
        return self.code.endswith(_QUOTA) or self.code == "90020"

    @property
    def not_granted(self) -> bool:
        """A permission is missing."""
        return self.code.endswith(_NOT_GRANTED) or self.code == "60011"


def read(answer: Answer | NoAnswer) -> Json | Refused | Retry:
    """What an answer says: its JSON, DingTalk's no, or that there was no proper answer."""
    if isinstance(answer, NoAnswer):
        return Retry(answer.why, in_doubt=answer.in_doubt)
    if answer.status >= 500:
        return Retry(f"DingTalk answered with status {answer.status}", answer.retry_after, in_doubt=True)
    if answer.status == 429:
        return Retry("DingTalk asks for fewer calls", answer.retry_after)
    if answer.json is None:
        cut = answer.status < 400
        return Retry("an answer that is no JSON", in_doubt=True) if cut else Refused("", "", answer.status)
    return _refusal(answer.status, answer.json) or answer.json


def _refusal(status: int, told: Json) -> Refused | Retry | None:
    if number_in(told, "status") == 1111:
        return Retry("DingTalk has banned this address for calling too often", PUNISHED_SECONDS)
    if status >= 400:
        scopes = tuple(map(str, list_in(told_in(told, "accessdenieddetail"), "requiredScopes")))
        return Refused(text_in(told, "code"), text_in(told, "message"), status, scopes)
    errcode = told.get("errcode")
    if errcode not in (None, 0):
        return Refused(str(errcode)[:40], text_in(told, "errmsg"))
    return Refused("unsuccessful") if told.get("success") is False else None


def outcome_of(refused: Refused, clock: Clock) -> Retry | Dead:
    """What a refusal means for a call: worth trying again, or never."""
    code = refused.code
    if code.endswith(_QPS) or code in _QPS_NUMBERS:
        return Retry("too many calls a second", clock.uniform(1.0, 2.0))
    if refused.stale_token:
        return Retry("DingTalk refuses the token that it gave")
    if any(one in code for one in _CROWDED):
        return Retry(f"DingTalk asks to slow down ({code})", CROWDED_SECONDS)
    return Dead(why_dead(refused))


def why_dead(refused: Refused) -> str:
    """One sentence with DingTalk's code."""
    if refused.quota_spent:
        return f"the organisation's DingTalk API calls of this month are used up ({refused.code})"
    if refused.not_granted:
        needed = ", ".join(refused.scopes) or refused.message[:200]
        return f"the DingTalk application lacks a permission ({refused.code}); grant it: {needed}"
    advice = next((f"; {say}" for start, say in ADVICE.items() if refused.code.startswith(start)), "")
    return f"DingTalk refuses it ({refused.code or refused.status}): {refused.message[:200]}{advice}"
