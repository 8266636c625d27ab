"""Recordings with the packaged base model: errors, cost beside plain faster-whisper, first progress, memory.

Reads ../shared/data/audio (or DAZI_SHARED); without it, or without the model, there is nothing to measure, and it says
so. Errors: words of English, characters of Chinese after t2s, punctuation dropped, digits read out in English. Cost:
processor seconds of both over the same file, plain faster-whisper with the same options, models loaded before, one run
after the other; the file is clips of a language one after the other: those that plain hears whole, and all of them,
where it leaves passages out, as base does now and then; ours hears these once more, which brings more text than plain
has. One thread each: several wait for each other by spinning, which counts as work on a busy machine.
"""

import csv
import os
import re
import resource
import shutil
import tempfile
import time
import wave
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, TypeVar

import numpy as np
from rapidfuzz.distance import Levenshtein

from benchmarks.figure import Bar, Effort, Figure
from benchmarks.report import main
from capture.recordings.cutting import USUAL
from capture.recordings.errors import PartMissing
from capture.recordings.hints import prompts
from capture.recordings.listener import Listener
from capture.recordings.model import Progress, Request, Transcript
from capture.recordings.sound import RATE
from capture.recordings.transcribing import Tools, transcribe, whisper_of
from capture.recordings.weights import packaged
from config.asr import AsrSettings
from knowledge.graph.names.script import simplified

DATA = Path(os.environ.get("DAZI_SHARED") or Path(__file__).resolve().parents[2] / "shared") / "data" / "audio"
BARS = {"en": Bar(10), "zh": Bar(20)}
DEAREST = 1.05
LATEST = 10
# Read speech, which plain hears whole; of all English clips together it leaves some out.
WHOLE = {"en": ("en_jfk", "en_libri", "en_lj"), "zh": ("zh_",)}
_DIGITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]

T = TypeVar("T")
Row = Mapping[str, str]
Ours = Callable[[Path, Callable[[Progress], None]], Transcript]


def run(effort: Effort) -> Sequence[Figure]:
    """All of it; where something is missing one line that says so."""
    if not DATA.is_dir():
        return [Figure("skipped: no recordings in the shared data", 0, "")]
    with tempfile.TemporaryDirectory() as folder:
        request = Request(Path(folder) / "models", AsrSettings(threads=1))
        try:
            listener = whisper_of(request)
        except PartMissing as missing:
            return [Figure(f"skipped: {missing}", 0, "")]
        return list(_figures(Path(folder), request, listener, effort))


def _figures(folder: Path, request: Request, listener: Listener, effort: Effort) -> Iterator[Figure]:
    def ours(file: Path, report: Callable[[Progress], None]) -> Transcript:
        work = folder / "work"
        shutil.rmtree(work, ignore_errors=True)
        return transcribe(file, work, request, report, Tools(listen=lambda _: listener))

    with (DATA / "transcripts.tsv").open(encoding="utf-8") as table:
        rows = [row for row in csv.DictReader(table, delimiter="\t") if not row["transcript"].startswith("(")]
    for lang, bar in BARS.items():
        mine = [row for row in rows if row["lang"] == lang]
        yield _errors(lang, mine, ours, bar)
        both = _Both(ours, _plain(request, lang), lang)
        whole = [row for row in mine if row["file"].startswith(WHOLE[lang])]
        yield from _costs(lang, _joined(whole, folder), both, effort)
        if whole != mine:
            yield from _costs(f"{lang}, all clips", _joined(mine, folder), both, effort)
    yield _memory()


def _errors(lang: str, rows: Sequence[Row], ours: Ours, bar: Bar) -> Figure:
    wrong = total = 0
    for row in rows:
        meant = _units(row["transcript"], lang)
        wrong += Levenshtein.distance(meant, _units(ours(DATA / row["file"], lambda _: None).text, lang))
        total += len(meant)
    unit = "words" if lang == "en" else "characters"
    return Figure(f"{lang}: {unit} wrong", 100 * wrong / total, "%", bar, f"{len(rows)} clips, {total} {unit}")


def _units(text: str, lang: str) -> Sequence[str]:
    text = text.lower()
    if lang == "zh":
        return re.sub(r"[\W_]", "", simplified(text))
    text = re.sub(r"\d", lambda found: f" {_DIGITS[int(found[0])]} ", text)
    return re.sub(r"[^\w' ]", " ", text.replace("oh", "zero")).split()


def _joined(rows: Sequence[Row], folder: Path) -> Path:
    """The clips one after the other, with the noise of a quiet room between them."""
    from faster_whisper.audio import decode_audio

    pause = np.random.default_rng(1).normal(0.0, 0.001, RATE * 6 // 10).astype(np.float32)
    sound = np.concatenate([part for row in rows for part in (decode_audio(str(DATA / row["file"])), pause)])
    target = folder / "joined.wav"
    with wave.open(str(target), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes((np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes())
    return target


@dataclass(frozen=True, slots=True)
class _Both:
    ours: Ours
    plain: Callable[[Path], str]
    lang: str


def _costs(what: str, file: Path, both: _Both, effort: Effort) -> Iterator[Figure]:
    runs = [_once(file, both) for _ in range(effort.runs)]
    ratios, firsts = [run.ratio for run in runs], [run.first for run in runs]
    how = f"plain heard {runs[-1].theirs:,} units of text, ours {runs[-1].mine:,}"
    yield Figure(f"{what}: cost beside plain", median(ratios), "times", Bar(DEAREST), how, tuple(ratios))
    yield Figure(f"{what}: first progress", median(firsts), "s", Bar(LATEST), "", tuple(firsts))


@dataclass(frozen=True, slots=True)
class _Run:
    ratio: float
    first: float
    theirs: int
    mine: int


def _once(file: Path, both: _Both) -> _Run:
    reports: list[float] = []
    spent, theirs = _timed(lambda: both.plain(file))
    begun = time.perf_counter()
    mine, found = _timed(lambda: both.ours(file, lambda _: reports.append(time.perf_counter())))
    heard = len(_units(theirs, both.lang)), len(_units(found.text, both.lang))
    return _Run(mine / spent, reports[0] - begun, *heard)


def _plain(request: Request, lang: str) -> Callable[[Path], str]:
    """faster-whisper's batched pipeline as its documents show it, with our options."""
    from faster_whisper import BatchedInferencePipeline, WhisperModel

    model = WhisperModel(str(packaged(request.models)), device="cpu", compute_type="int8", cpu_threads=1)
    pipeline = BatchedInferencePipeline(model)
    options: dict[str, Any] = {"beam_size": 5, "patience": 2.0, "length_penalty": 1.3, "word_timestamps": True}
    options |= {"vad_filter": True, "condition_on_previous_text": False, "initial_prompt": prompts().get(lang)}

    def heard(file: Path) -> str:
        segments, _ = pipeline.transcribe(str(file), batch_size=USUAL, **options)
        return "".join(segment.text for segment in segments)

    return heard


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    """Processor seconds of all threads, and what came of it."""
    begun = time.process_time()
    found = work()
    return time.process_time() - begun, found


def _memory() -> Figure:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Figure("memory, peak, two models and both ways of use", peak, "MB", None, "of this whole process")


if __name__ == "__main__":
    raise SystemExit(main([("Transcription", run)]))
