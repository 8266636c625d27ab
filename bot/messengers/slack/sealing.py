"""Secrets made fit to lie in a database: sealed under a key that lies in the settings."""

import json
from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.messengers.base import Json


class Seal:
    """Seals values under a key derived from `secret`."""

    def __init__(self, secret: str) -> None:
        derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"dazi slack tokens").derive(secret.encode())
        self._fernet = Fernet(urlsafe_b64encode(derived))

    def sealed(self, value: Json) -> Json:
        """The value as nobody can read it."""
        return {"sealed": self._fernet.encrypt(json.dumps(value).encode()).decode()}

    def opened(self, sealed: Json) -> Json | None:
        """The value again; None where it was sealed under another key."""
        try:
            found: Json = json.loads(self._fernet.decrypt(str(sealed.get("sealed", "")).encode()))
        except (InvalidToken, ValueError):
            return None
        return found
