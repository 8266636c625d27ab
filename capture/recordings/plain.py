"""A transcript as plain JSON and back, for files, the database and `transcribe --json`."""

from collections.abc import Mapping
from typing import Any

from capture.recordings.model import Coverage, Remark, Repair, Segment, Transcript, Word

Json = dict[str, Any]
_DIGITS = 3


def plain(transcript: Transcript) -> Json:
    """JSON with nothing but text, numbers, lists and objects. `text` and `confidence` are there to be read only."""
    return {
        "language": transcript.language,
        "duration": _seconds(transcript.duration),
        "text": transcript.text,
        "segments": [_segment(one) for one in transcript.segments],
        "repairs": [
            {"from": one.heard, "to": one.name, "kind": one.kind, "at": _seconds(one.at)} for one in transcript.repairs
        ],
        "coverage": _coverage(transcript.coverage),
        "remarks": [remark.value for remark in transcript.remarks],
    }


def of_plain(found: Mapping[str, Any]) -> Transcript:
    """What `plain` made. Raises KeyError, TypeError or ValueError for anything else."""
    coverage = found["coverage"]
    return Transcript(
        language=found["language"],
        duration=float(found["duration"]),
        segments=tuple(_of_segment(one) for one in found["segments"]),
        coverage=Coverage(float(coverage["speech"]), tuple((float(a), float(b)) for a, b in coverage["unheard"])),
        repairs=tuple(Repair(one["from"], one["to"], one["kind"], float(one["at"])) for one in found["repairs"]),
        remarks=tuple(Remark(one) for one in found["remarks"]),
    )


def plain_word(word: Word) -> list[Any]:
    """[text, start, end, probability, sides …]: a long recording has many."""
    return [
        word.text,
        _seconds(word.start),
        _seconds(word.end),
        _seconds(word.probability),
        *(round(float(side), 1) for side in word.sides),
    ]


def word_of(found: list[Any]) -> Word:
    """What `plain_word` made."""
    text, start, end, probability, *sides = found
    return Word(str(text), float(start), float(end), float(probability), tuple(float(side) for side in sides))


def _segment(one: Segment) -> Json:
    return {
        "start": _seconds(one.start),
        "end": _seconds(one.end),
        "text": one.text,
        "language": one.language,
        "speaker": one.speaker,
        "confidence": _seconds(one.confidence),
        "words": [_word(word) for word in one.words],
    }


def _word(word: Word) -> Json:
    found: Json = {
        "text": word.text,
        "start": _seconds(word.start),
        "end": _seconds(word.end),
        "probability": _seconds(word.probability),
    }
    return found | ({"sides": [round(float(side), 1) for side in word.sides]} if word.sides else {})


def _of_segment(one: Mapping[str, Any]) -> Segment:
    return Segment(
        start=float(one["start"]),
        end=float(one["end"]),
        text=one["text"],
        words=tuple(_of_word(word) for word in one["words"]),
        language=one["language"],
        speaker=one["speaker"],
    )


def _of_word(one: Mapping[str, Any]) -> Word:
    sides = tuple(float(side) for side in one.get("sides", ()))
    return Word(one["text"], float(one["start"]), float(one["end"]), float(one["probability"]), sides)


def _coverage(found: Coverage) -> Json:
    return {
        "speech": _seconds(found.speech),
        "share": _seconds(found.share),
        "unheard": [[_seconds(start), _seconds(end)] for start, end in found.unheard],
    }


def _seconds(value: float) -> float:
    """A plain float: the recogniser hands out numpy's, which JSON does not know."""
    return round(float(value), _DIGITS)
