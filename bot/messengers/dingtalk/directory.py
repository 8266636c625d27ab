"""Who is behind a userid, by DingTalk's contact book; remembered for an hour."""

from bot.clock import Clock
from bot.messengers.base import Dead, Retry
from bot.messengers.dingtalk.api import Api
from bot.messengers.dingtalk.fields import Told, text_in, told_in
from bot.messengers.dingtalk.refusals import Refused
from bot.messengers.dingtalk.rooms import NAME, is_outsider
from knowledge.people.model import Account, Handle

USER_PATH = "/topapi/v2/user/get"
UNKNOWN_USER = "60121"
REMEMBERED_SECONDS = 3600.0
MOST_REMEMBERED = 5_000


class Directory:
    """Looks accounts up."""

    def __init__(self, api: Api, clock: Clock) -> None:
        self._api, self._clock = api, clock
        self._known: dict[str, tuple[float, Account | None]] = {}

    async def look_up(self, user_id: str) -> Account | None:
        """The account; None where DingTalk does not tell (no permission, trouble)."""
        if is_outsider(user_id):
            return Account(Handle(NAME, user_id), outsider=True)
        until, account = self._known.get(user_id, (0.0, None))
        if self._clock.monotonic() < until:
            return account
        found = await self._api.oapi(USER_PATH, {"userid": user_id, "language": "zh_CN"})
        if isinstance(found, Retry | Dead):
            return None
        account = _refused(found, user_id) if isinstance(found, Refused) else _account(found, user_id)
        self._remember(user_id, account)
        return account

    def _remember(self, user_id: str, account: Account | None) -> None:
        if len(self._known) >= MOST_REMEMBERED:
            self._known.clear()
        self._known[user_id] = (self._clock.monotonic() + REMEMBERED_SECONDS, account)


def _account(found: Told, user_id: str) -> Account:
    told = told_in(found, "result")
    return Account(
        Handle(NAME, user_id),
        name=text_in(told, "name"),
        email=text_in(told, "org_email") or text_in(told, "email"),
        mobile=text_in(told, "mobile"),
        outsider=False,
        active=told.get("active") is not False,
    )


def _refused(refused: Refused, user_id: str) -> Account | None:
    """Nobody of that userid: they left. Anything else tells nothing."""
    return Account(Handle(NAME, user_id), outsider=False, active=False) if refused.code == UNKNOWN_USER else None
