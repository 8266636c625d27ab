"""From a file to a transcript, resumable: decode, cut, hear, remember; then put names right and tell speakers apart."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from capture.recordings.checks import Verdict
from capture.recordings.cutting import Cutter, FindSpeech, Reel
from capture.recordings.errors import BadRecording, Reason
from capture.recordings.hearing import Ear, Piece
from capture.recordings.hints import wish_of
from capture.recordings.lines import lines
from capture.recordings.listener import Listener
from capture.recordings.model import Coverage, Progress, Remark, Report, Request, Segment, Transcript
from capture.recordings.pieces import Journal
from capture.recordings.repair import repaired
from capture.recordings.sound import RATE, Tape, open_tape
from capture.recordings.speakers import told_apart
from capture.recordings.speech import spans
from capture.recordings.whisper import open_whisper

_VERSION = 2


def whisper_of(request: Request) -> Listener:
    """The recogniser that the settings name."""
    return open_whisper(request.asr, request.models)


@dataclass(frozen=True, slots=True)
class Tools:
    """What finds speech in sound, and what makes text of it."""

    find: FindSpeech = spans
    listen: Callable[[Request], Listener] = whisper_of


WHISPER = Tools()


def transcribe(file: Path, folder: Path, request: Request, report: Report, tools: Tools = WHISPER) -> Transcript:
    """Everything said in `file`.

    `folder` holds what was heard so far: called again with the same file and request after a crash, it goes on there.
    `report` is called after each batch. Raises BadRecording for a file that holds nothing to transcribe, PartMissing
    where something is not installed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    tape = open_tape(file, folder)
    _limit(tape.duration, request)
    journal = Journal.open(folder, _about(file, request))
    work = _Work(tape, journal, request, tools)
    work.hear(report)
    return _transcript(work, request)


@dataclass
class _Work:
    """One recording being transcribed. The recogniser is loaded when somebody is heard to speak, not before."""

    tape: Tape
    journal: Journal
    request: Request
    tools: Tools

    @cached_property
    def cutter(self) -> Cutter:
        return Cutter(Reel(self.tape.blocks()), self.tools.find)

    @cached_property
    def listener(self) -> Listener:
        return self.tools.listen(self.request)

    @cached_property
    def ear(self) -> Ear:
        wish = wish_of(self.request.names, self.request.asr.languages, self.listener.length)
        ear = Ear(self.listener, wish)
        for piece in self.journal.pieces:
            ear.remember(piece)
        return ear

    def hear(self, report: Report) -> None:
        start = self.journal.end
        for batch in self.cutter.batches(start, first=not start):
            _limit(batch.end / RATE, self.request)
            pieces = self.ear.hear(batch.windows)
            self.journal.add(batch.end, pieces)
            report(Progress(batch.end / RATE, self.tape.duration, _said(pieces)))


def _said(pieces: Sequence[Piece]) -> str:
    return " ".join(segment.text for piece in pieces for segment in lines(piece.words, piece.language))


def _limit(seconds: float, request: Request) -> None:
    if seconds > 60 * request.asr.longest_minutes:
        raise BadRecording(Reason.TOO_LONG, minutes=round(seconds / 60), limit=request.asr.longest_minutes)


def _about(file: Path, request: Request) -> Mapping[str, Any]:
    """What tells one work from another; the file may have been put into another place since."""
    return {
        "version": _VERSION,
        "size": file.stat().st_size,
        "model": request.asr.model,
        "beam": request.asr.beam,
        "compute": request.asr.compute_type,
        "languages": list(request.asr.languages),
        "names": [name.text for name in request.names],
    }


def _transcript(work: _Work, request: Request) -> Transcript:
    pieces = work.journal.pieces
    segments = [segment for piece in pieces for segment in lines(piece.words, piece.language)]
    if not segments:
        raise BadRecording(Reason.NO_SPEECH if work.cutter.loud or pieces else Reason.SILENT)
    segments, repairs = repaired(told_apart(segments), request.names, work.listener.everyday)
    coverage = _coverage(pieces)
    return Transcript(
        language=_main_language(segments),
        duration=work.cutter.duration,
        segments=tuple(segments),
        coverage=coverage,
        repairs=tuple(repairs),
        remarks=tuple(_remarks(work, coverage)),
    )


def _coverage(pieces: Sequence[Piece]) -> Coverage:
    spoken = [piece for piece in pieces if piece.verdict is not Verdict.NOTHING_SAID]
    unheard = tuple(missed for piece in spoken for missed in piece.unheard)
    return Coverage(sum(piece.speech for piece in spoken), unheard)


def _main_language(segments: Sequence[Segment]) -> str:
    seconds: dict[str, float] = {}
    for segment in segments:
        seconds[segment.language] = seconds.get(segment.language, 0.0) + segment.end - segment.start
    return max(seconds, key=lambda language: seconds[language])


def _remarks(work: _Work, coverage: Coverage) -> list[Remark]:
    missing = work.tape.duration - work.cutter.duration
    found = {
        Remark.CUT_OFF: work.tape.damaged and missing > 1.0,
        Remark.DAMAGED: work.tape.damaged and missing <= 1.0,
        Remark.GAPS: bool(coverage.unheard),
        Remark.ENGLISH_ONLY: not work.listener.multilingual,
    }
    return [remark for remark, holds in found.items() if holds]
