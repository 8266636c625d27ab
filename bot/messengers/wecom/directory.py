"""Who a member is, as the app may read it in the corp's address book."""

from collections.abc import Callable, Mapping

from bot.messengers.base import Dead, Json, Retry
from bot.messengers.wecom.api import AppApi
from bot.messengers.wecom.refusals import Refusal
from knowledge.people.model import Account, Handle

KEPT_SECONDS = 3600.0
MOST_KEPT = 5000
_GONE = frozenset({2, 5})
"""Account disabled; left the corp."""


class Directory:
    """Members by their ids, each asked for at most once an hour."""

    def __init__(self, api: AppApi, monotonic: Callable[[], float]) -> None:
        self._api, self._monotonic = api, monotonic
        self._kept: dict[str, tuple[float, Account | None]] = {}

    async def member(self, user_id: str) -> Account | None:
        """A member; None where WeCom does not tell. Newer apps see name and status only."""
        until, known = self._kept.get(user_id, (0.0, None))
        if self._monotonic() < until:
            return known
        answer = await self._api.get("/user/get", userid=user_id)
        if isinstance(answer, Retry | Dead):
            return known
        found = None if isinstance(answer, Refusal) else _account(answer, user_id)
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        self._kept[user_id] = (self._monotonic() + KEPT_SECONDS, found)
        return found


def _account(answer: Json, user_id: str) -> Account:
    told: Mapping[str, str] = {name: value for name, value in answer.items() if isinstance(value, str)}
    return Account(
        handle=Handle("wecom", user_id),
        name=told.get("name", ""),
        email=told.get("biz_mail") or told.get("email") or "",
        mobile=told.get("mobile", ""),
        outsider=False,
        active=answer.get("status") not in _GONE,
    )
