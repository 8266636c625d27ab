"""WeCom's message encryption, from its public description and on `cryptography` alone.

Kept apart from wechatpy on purpose: the bot uses that, so this is the second opinion on it.
"""

import base64
import hashlib
import hmac
import secrets
import struct
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

BLOCK = 32
PREFIX = 16


class BadCipher(ValueError):
    """What was to be decrypted is not WeCom's form, or is meant for somebody else."""


def raw_key(text: str) -> bytes:
    """The 32 bytes behind an EncodingAESKey or a message's aeskey: base64 of 43 characters, its `=` left out."""
    key = base64.b64decode(text + "=" * (-len(text) % 4))
    if len(key) != 32:
        raise BadCipher(f"an AES key of {len(key)} bytes")
    return key


def new_key() -> str:
    """A fresh key in the form of an EncodingAESKey."""
    return base64.b64encode(secrets.token_bytes(32)).decode().rstrip("=")


def encrypt_bytes(data: bytes, key: bytes) -> bytes:
    """AES-256-CBC, padded by PKCS#7 to 32 bytes, with the key's first half as the IV."""
    fill = BLOCK - len(data) % BLOCK
    encryptor = Cipher(algorithms.AES(key), modes.CBC(key[:16])).encryptor()
    return encryptor.update(data + bytes([fill]) * fill) + encryptor.finalize()


def decrypt_bytes(data: bytes, key: bytes) -> bytes:
    """The reverse of `encrypt_bytes`; every byte of the padding is checked."""
    if not data or len(data) % 16:
        raise BadCipher(f"{len(data)} bytes are no whole blocks")
    decryptor = Cipher(algorithms.AES(key), modes.CBC(key[:16])).decryptor()
    padded = decryptor.update(data) + decryptor.finalize()
    fill = padded[-1]
    if not 1 <= fill <= BLOCK or padded[-fill:] != bytes([fill]) * fill:
        raise BadCipher("the padding is broken")
    return padded[:-fill]


@dataclass(frozen=True, slots=True)
class Envelope:
    """The secrets that one callback URL was registered with. `receive_id` is the corp's id, or "" for an AI bot."""

    token: str = field(repr=False)
    aes_key: str = field(repr=False)
    receive_id: str

    def sign(self, timestamp: str, nonce: str, encrypted: str) -> str:
        """msg_signature: the sha1 of the four sorted parts, in lower-case hex."""
        parts = "".join(sorted([self.token, timestamp, nonce, encrypted]))
        return hashlib.sha1(parts.encode(), usedforsecurity=False).hexdigest()

    def signed(self, signature: str, timestamp: str, nonce: str, encrypted: str) -> bool:
        return hmac.compare_digest(signature, self.sign(timestamp, nonce, encrypted))

    def seal(self, text: str, prefix: bytes | None = None) -> str:
        """Encrypted and in base64. `prefix` stands for the 16 random bytes where a test must know them."""
        message = text.encode()
        start = secrets.token_bytes(PREFIX) if prefix is None else prefix
        whole = start + struct.pack(">I", len(message)) + message + self.receive_id.encode()
        return base64.b64encode(encrypt_bytes(whole, raw_key(self.aes_key))).decode()

    def unseal(self, encrypted: str) -> str:
        """The message inside. Raises BadCipher."""
        try:
            whole = decrypt_bytes(base64.b64decode(encrypted, validate=True), raw_key(self.aes_key))
            (size,) = struct.unpack_from(">I", whole, PREFIX)
            start = PREFIX + 4
            message, receiver = whole[start : start + size].decode(), whole[start + size :].decode()
        except (ValueError, struct.error) as broken:
            raise BadCipher(str(broken)) from broken
        if receiver != self.receive_id:
            raise BadCipher(f"meant for {receiver!r}")
        return message
