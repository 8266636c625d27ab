"""A reading as plain JSON, and back: what a job hands to the bot."""

from collections.abc import Mapping
from typing import Any

from capture.photos.model import (
    Box,
    Code,
    Colour,
    Field,
    FieldKind,
    Ground,
    Judged,
    Kind,
    Line,
    Look,
    Origin,
    Page,
    Reading,
    Role,
    Seal,
    Shape,
    Sign,
)

Plain = Mapping[str, Any]


def plain(reading: Reading) -> dict[str, Any]:
    """The whole reading as JSON."""
    return {
        "name": reading.name,
        "total_pages": reading.total_pages,
        "kind": reading.judged.kind.value,
        "kind_confidence": reading.judged.confidence,
        "kind_words": list(reading.judged.words),
        "kind_signs": [sign.value for sign in reading.judged.signs],
        "fields": [_plain_field(one) for one in reading.fields],
        "pages": [plain_page(page) for page in reading.pages],
    }


def of_plain(kept: Plain) -> Reading:
    """The reading that `plain` wrote."""
    signs = tuple(Sign(one) for one in kept["kind_signs"])
    judged = Judged(Kind(kept["kind"]), kept["kind_confidence"], tuple(kept["kind_words"]), signs)
    pages = tuple(page_of_plain(page) for page in kept["pages"])
    fields = tuple(_field(one) for one in kept["fields"])
    return Reading(kept["name"], kept["total_pages"], pages, judged, fields)


def plain_page(page: Page) -> dict[str, Any]:
    """One page as JSON."""
    return {
        "number": page.number,
        "width": page.width,
        "height": page.height,
        "turned": page.turned,
        "origin": page.origin.value,
        "look": {"pale": page.look.pale, "bubbles": page.look.bubbles, "colourful": page.look.colourful},
        "lines": [
            {"text": one.text, "confidence": round(one.confidence, 3), "box": _corners(one.box)} for one in page.lines
        ],
        "seals": [_plain_seal(one) for one in page.seals],
        "codes": [{"format": one.format, "text": one.text, "box": _corners(one.box)} for one in page.codes],
    }


def page_of_plain(kept: Plain) -> Page:
    """The page that `plain_page` wrote."""
    return Page(
        kept["number"],
        kept["width"],
        kept["height"],
        kept["turned"],
        Origin(kept["origin"]),
        Look(**kept["look"]),
        tuple(Line(one["text"], one["confidence"], Box(*one["box"])) for one in kept["lines"]),
        tuple(_seal(one) for one in kept["seals"]),
        tuple(Code(one["format"], one["text"], Box(*one["box"])) for one in kept["codes"]),
    )


def _corners(box: Box) -> list[float]:
    return [round(side, 1) for side in (box.left, box.top, box.right, box.bottom)]


def _plain_seal(seal: Seal) -> dict[str, Any]:
    return {
        "shape": seal.shape.value,
        "colour": seal.colour.value,
        "score": seal.score,
        "box": _corners(seal.box),
        "fragments": list(seal.fragments),
        "names": list(seal.names),
    }


def _seal(kept: Plain) -> Seal:
    shape, colour = Shape(kept["shape"]), Colour(kept["colour"])
    return Seal(shape, colour, kept["score"], Box(*kept["box"]), tuple(kept["fragments"]), tuple(kept["names"]))


def _plain_field(one: Field) -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "value": one.value,
        "text": one.text,
        "label": one.label,
        "role": one.role.value,
        "confidence": one.confidence,
        "page": one.page,
        "box": _corners(one.box),
        "why": one.why.value,
        "other": one.other,
    }


def _field(kept: Plain) -> Field:
    return Field(
        FieldKind(kept["kind"]),
        kept["value"],
        kept["text"],
        kept["label"],
        kept["confidence"],
        kept["page"],
        Box(*kept["box"]),
        Ground(kept["why"]),
        Role(kept["role"]),
        kept["other"],
    )
