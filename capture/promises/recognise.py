"""Promises in a line of chat, Chinese, English or both: who will do what, for whom, by when, and why it counts as one.

Read by rules, each named in `why`. A line is a promise from a confidence of SURE on; what is below may be asked about.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from capture.promises.due import dues_in
from capture.promises.judge_en import may_commit, promises_en
from capture.promises.judge_zh import may_act, promises_zh
from capture.promises.line import Line
from capture.promises.model import SURE, Promised
from capture.promises.moment import moment
from capture.promises.reading import Sentence, said_itself, sentences
from capture.promises.sieve import may_promise


def recognise(line: str, said_at: datetime, zone: ZoneInfo) -> tuple[Promised, ...]:
    """The promises of a line said at `said_at` (aware) by somebody in `zone`, in order; unsure ones too."""
    if not may_promise(line):
        return ()
    text = said_itself(line)
    likely = [one for one in sentences(text) if may_act(one) or may_commit(one)]
    if not likely:
        return ()
    said = moment(said_at, zone)
    read = Line(text, dues_in(text, said), said.today)
    found = [promised for one in likely for promised in _in_sentence(one, read)]
    return tuple(replace(one, quote=line[slice(*one.span)].strip()) for one in found)


def _in_sentence(sentence: Sentence, line: Line) -> Sequence[Promised]:
    """Chinese ones; where there are none, and in sentences of both languages, English ones."""
    chinese = list(promises_zh(sentence, line)) if may_act(sentence) else []
    return chinese or list(promises_en(sentence, line))


def promises_in(line: str, said_at: datetime, zone: str = "Asia/Shanghai") -> list[dict[str, Any]]:
    """What `recognise` is sure of, as plain JSON: what would become tasks, and what (`vague`) would be asked about."""
    return [_plain(one) for one in recognise(line, said_at, ZoneInfo(zone)) if one.confidence >= SURE]


def _plain(one: Promised) -> dict[str, Any]:
    return {
        "title": one.title,
        "quote": one.quote,
        "by": one.by,
        "who": one.who,
        "due": one.due.isoformat() if one.due else None,
        "due_text": one.due_text,
        "conditional": one.conditional,
        "vague": one.vague,
        "confidence": one.confidence,
        "why": one.why,
        "lang": one.lang,
    }
