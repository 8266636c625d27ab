"""How documents are written to JSON columns: compact, and readable Chinese."""

import json

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def encode_document(document: object) -> str:
    """A document as JSON text. Raises TypeError for what JSON cannot say."""
    return _ENCODER.encode(document)


def decode_document(text: str | bytes) -> object:
    """The document that JSON text says; PostgreSQL's driver hands it over as bytes."""
    return json.loads(text)
