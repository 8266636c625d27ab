"""A recording's download key as it lies in the database: sealed under the secret that the settings hold."""

from base64 import urlsafe_b64encode


def sealed(key: str, secret: str) -> str:
    """The key as nobody without the secret can read it."""
    from cryptography.fernet import Fernet

    return Fernet(_derived(secret)).encrypt(key.encode()).decode()


def opened(text: str, secret: str) -> str:
    """The key again; "" where it was sealed under another secret."""
    from cryptography.fernet import Fernet, InvalidToken

    try:
        return Fernet(_derived(secret)).decrypt(text.encode()).decode()
    except (InvalidToken, ValueError):
        return ""


def _derived(secret: str) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"dazi recording keys").derive(secret.encode())
    return urlsafe_b64encode(made)
