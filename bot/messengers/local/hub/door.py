"""Who is at the page: signed sessions, and personal links that work once."""

import hashlib
from collections.abc import Callable
from datetime import datetime

from itsdangerous import BadSignature, URLSafeTimedSerializer
from itsdangerous.timed import TimestampSigner

from bot.messengers.local.hub.errors import Forbidden, NotSignedIn


class Door:
    """Issues and checks sessions and invitations; both are signed with a key made from the hub's secret."""

    def __init__(
        self, secret: bytes, now: Callable[[], datetime], *, session_seconds: int, invite_seconds: int
    ) -> None:
        self._sessions = _serializer(secret, "session", now)
        self._invites = _serializer(secret, "invite", now)
        self._session_seconds = session_seconds
        self._invite_seconds = invite_seconds

    def invite(self, person_id: str, link_id: str) -> str:
        """A token that lets this person in once. `link_id` is a fresh id."""
        return self._invites.dumps([person_id, link_id])

    def read_invite(self, token: str) -> tuple[str, str]:
        """(person, link id) of a token. Raises Forbidden when it is forged or too old."""
        try:
            person_id, link_id = self._invites.loads(token, max_age=self._invite_seconds)
        except (BadSignature, ValueError):
            raise stale_link() from None
        return str(person_id), str(link_id)

    def open_session(self, person_id: str) -> str:
        """The value of a session cookie."""
        return self._sessions.dumps(person_id)

    def read_session(self, cookie: str) -> str:
        """The person of a session cookie. Raises NotSignedIn."""
        try:
            return str(self._sessions.loads(cookie, max_age=self._session_seconds))
        except (BadSignature, ValueError):
            raise NotSignedIn from None


def stale_link() -> Forbidden:
    """The refusal of a personal link that no longer opens anything."""
    return Forbidden(
        "这个链接已经用过或过期了，请向管理员要一个新的。",
        "This link has been used or has expired. Ask the operator for a new one.",
    )


def _serializer(secret: bytes, purpose: str, now: Callable[[], datetime]) -> URLSafeTimedSerializer:
    class Signer(TimestampSigner):
        def get_timestamp(self) -> int:
            return int(now().timestamp())

    key = hashlib.sha256(b"dazi-local-hub:" + secret).digest()
    return URLSafeTimedSerializer(key, salt=purpose, signer=Signer, signer_kwargs={"digest_method": hashlib.sha256})
