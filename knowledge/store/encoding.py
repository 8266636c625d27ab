"""How documents are written to JSON columns: compact, readable Chinese, and nothing that a database cannot hold."""

import hashlib
import json
import re

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)
_LONE = re.compile("[\ud800-\udfff]")
_NUL = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")
_DIGEST = 64
_DECODED = json.JSONDecoder().decode


def encode_document(document: object) -> str:
    """A document as JSON text; halves of characters and NUL, which no database takes, become U+FFFD.

    Raises TypeError or ValueError for what JSON cannot say (NaN and infinity among it).
    """
    text = _whole(_ENCODER.encode(document))
    return _NUL.sub(r"\1\\ufffd", text) if "\\u0000" in text else text


def decode_document(text: str | bytes) -> object:
    """The document that JSON text says; PostgreSQL's driver hands it over as bytes."""
    return _DECODED(text) if isinstance(text, str) else json.loads(text)


def fitting(text: str, longest: int) -> str:
    """An id from outside as a text column takes it: the same id always gives the same text, also one cut short."""
    clean = _whole(text).replace("\0", "\ufffd")
    if len(clean) <= longest:
        return clean
    return f"{clean[: longest - _DIGEST - 1]}#{hashlib.sha256(clean.encode()).hexdigest()}"


def _whole(text: str) -> str:
    """Without halves of characters; to try is ten times sooner done than to search."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _LONE.sub("\ufffd", text)
    return text
