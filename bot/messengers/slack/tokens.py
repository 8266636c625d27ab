"""Whose token a call goes out with."""

from typing import Protocol

from bot.messengers.base import Dead, Retry

REFUSED = frozenset(
    {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "org_login_required", "team_access_not_granted"}
)
"""Slack takes this token no more, and no other will come by itself."""


class Tokens(Protocol):
    """The bot tokens of the workspaces."""

    async def token(self, team: str) -> str | Retry | Dead:
        """The token for a workspace, or why there is none."""
        ...

    async def renewed(self, team: str, old: str) -> str | Retry | Dead:
        """Another token than `old`, which has expired."""
        ...

    async def refused(self, team: str, token: str, code: str) -> None:
        """Slack takes this token no more."""
        ...


class OneToken:
    """The token of the settings, whichever workspace is meant."""

    def __init__(self, token: str) -> None:
        self._token = token

    async def token(self, team: str) -> str | Retry | Dead:  # noqa: ARG002  there is one
        """The token."""
        return self._token

    async def renewed(self, team: str, old: str) -> str | Retry | Dead:  # noqa: ARG002
        """None: who sets a token in the settings renews it there."""
        return Dead("the bot token has expired; put a new one into the settings (token_expired)")

    async def refused(self, team: str, token: str, code: str) -> None:
        """Every send says so; nothing to forget."""
