"""Access tokens: one per app secret, good for two hours, the same one on every call within them."""

from dataclasses import dataclass, field
from typing import Any

from tests.vendors.wecom.refusal import Refused, need
from tests.vendors.wecom.windows import Window
from tests.vendors.wecom.world import App, World

LIFE = 7200
LENGTH = 512
"""As long as WeCom says a token may become, so that a column too short is found."""


@dataclass(frozen=True, slots=True)
class Token:
    """One issued token and when it ends, on the clock's own seconds."""

    text: str
    app: App
    until: float


@dataclass(slots=True)
class Tokens:
    """Issues and checks them. `fetches` bounds the gettoken calls of one secret."""

    world: World
    fetches: Window
    _tokens: dict[str, Token] = field(default_factory=dict)
    _newest: dict[int, str] = field(default_factory=dict)

    def issue(self, corp_id: str, secret: str) -> dict[str, Any]:
        """The answer of gettoken."""
        need(corp_id == self.world.corp_id, 40013)
        app = next((app for app in self.world.apps.values() if app.secret == secret), None)
        if app is None:
            raise Refused(40001)
        need(self.fetches.take(app.agent_id), 45009)
        token = self._living(app) or self._fresh(app)
        left = int(token.until - self.world.clock.monotonic())
        return {"errcode": 0, "errmsg": "ok", "access_token": token.text, "expires_in": left}

    def app_of(self, text: str) -> App:
        """Whose token it is. Refused 41001, 40014 or 42001."""
        need(text, 41001)
        token = self._tokens.get(text)
        if token is None:
            raise Refused(40014)
        need(token.until > self.world.clock.monotonic(), 42001)
        return token.app

    def revoke(self, app: App) -> None:
        """End the app's token before its time: it is no valid one any more (40014)."""
        self._tokens.pop(self._newest.pop(app.agent_id, ""), None)

    def _living(self, app: App) -> Token | None:
        token = self._tokens.get(self._newest.get(app.agent_id, ""))
        return token if token is not None and token.until > self.world.clock.monotonic() else None

    def _fresh(self, app: App) -> Token:
        text = self.world.fresh(f"tok{app.agent_id}-", LENGTH)
        token = Token(text, app, self.world.clock.monotonic() + LIFE)
        self._tokens[text] = token
        self._newest[app.agent_id] = text
        return token
