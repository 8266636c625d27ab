"""How documents are written to JSON columns: compact, and readable Chinese."""

import json

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_DECODER = json.JSONDecoder()


def encode_document(document: object) -> str:
    """A document as JSON text. Raises TypeError for what JSON cannot say."""
    return _ENCODER.encode(document)


def decode_document(text: str) -> object:
    """The document that JSON text says."""
    return _DECODER.decode(text)
