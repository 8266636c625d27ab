"""Reading photos: contracts drawn with every seed anew, as a camera sees them, with seals; and the real photos.

Drawn with Noto CJK (Debian's fonts-noto-cjk); without it, or without the extra `ocr`, there is nothing to measure. The
rules were made on the seeds of one half; the other half has its own seeds and two layouts that were never looked at.
"""

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.figure import Bar, Effort, Figure, quantile
from benchmarks.photos_drawing import EFFECTS, drawn, has_fonts, photographed
from benchmarks.photos_texts import HELD_OUT, SEEN, Layout, Paper
from benchmarks.report import main
from capture.photos.fields.rows import narrow
from capture.photos.model import FieldKind, Reading, Request, Role

SHARED = Path(os.environ.get("DAZI_SHARED") or Path(__file__).resolve().parents[2] / "shared")
PHOTOS = SHARED / "data" / "ocr_photos"
SEALS_SEEN = {"seal_4.png": 3, "invoice": 1}
"""How many seals a person sees in the real photos, by how their names begin; in all others none."""
PAGES, SEED, HELD_OUT_SEED = 48, 11, 77
ROLES = {"buyer": (Role.BUYER, Role.PARTY_A), "seller": (Role.SELLER, Role.PARTY_B)}


@dataclass(frozen=True, slots=True)
class Case:
    """A drawn page: what is on it, what was read, how long that took and how much of processors, both in seconds."""

    paper: Paper
    seals: int
    code: str
    reading: Reading
    seconds: float
    busy: float


def run(effort: Effort) -> Sequence[Figure]:
    if not has_fonts() or find_spec("rapidocr") is None:
        return [Figure("skipped: no fonts-noto-cjk, or no extra ocr", 0, "")]
    with TemporaryDirectory() as folder:
        first = _read(Path(folder), SEEN, SEED, 0)
        dev = [_read(Path(folder), SEEN, SEED, number) for number in range(effort.count(PAGES))]
        held_out = [_read(Path(folder), HELD_OUT, HELD_OUT_SEED, number) for number in range(effort.count(PAGES))]
        real = _real_photos(Path(folder))
    seconds = [case.seconds for case in (*dev, *held_out)]
    return [
        *_figures("drawn, dev half", dev),
        *_figures("drawn, held-out half", held_out),
        *real,
        Figure("seconds a page, median", quantile(seconds, 0.5), "s", Bar(6), f"n = {len(seconds)}, models loaded"),
        Figure("seconds a page, longest", max(seconds), "s"),
        Figure("processor seconds a page, median", quantile([case.busy for case in (*dev, *held_out)], 0.5), "s"),
        Figure("seconds for the first page, models and all", first.seconds, "s", Bar(6)),
    ]


def _read(folder: Path, layouts: Sequence[Layout], seed: int, number: int) -> Case:
    """Draw and read page `number`: layouts and effects come in turn, everything else by chance."""
    from capture.photos.reading import PIECES, read

    rng = Random(seed * 10_000 + number)
    paper = layouts[number % len(layouts)](rng)
    effect = EFFECTS[number // len(layouts) % len(EFFECTS)]
    seals, code = min(rng.choice((0, 1, 2)), len(paper.signers)), f"https://qm.example/c/{seed}-{number}"
    file = folder / "page.jpg"
    file.write_bytes(photographed(drawn(paper, rng, seals=seals, code=code), effect, rng))
    (folder / PIECES).unlink(missing_ok=True)
    started, worked = time.perf_counter(), time.process_time()
    reading = read(file, folder, Request(file.name), lambda _share: None)
    return Case(paper, seals, code, reading, time.perf_counter() - started, time.process_time() - worked)


def _figures(half: str, cases: Sequence[Case]) -> list[Figure]:
    fields = [right for case in cases for right in _fields_right(case)]
    seals = [len(case.reading.seals) == case.seals for case in cases]
    kinds = [case.reading.judged.kind.value == case.paper.kind for case in cases]
    codes = [[code.text for code in case.reading.codes] == [case.code] for case in cases]
    named = [name in case.paper.signers for case in cases for seal in case.reading.seals for name in seal.names[:1]]
    stamped = sum(case.seals for case in cases)
    return [
        Figure(f"{half}: fields right", _share(fields), "", Bar(0.98, at_least=True), f"n = {len(fields)} fields"),
        Figure(f"{half}: pages with just the seals they have", _share(seals), "", Bar(1.0, at_least=True)),
        Figure(f"{half}: QR codes read", _share(codes), "", Bar(0.98, at_least=True)),
        Figure(f"{half}: kind right", _share(kinds), "", Bar(0.98, at_least=True)),
        Figure(f"{half}: seals with a name that is right", sum(named) / max(1, stamped), "", how="a hint, never proof"),
    ]


def _share(right: Sequence[bool]) -> float:
    return sum(right) / max(1, len(right))


def _fields_right(case: Case) -> list[bool]:
    return [_same(_first(case.reading, kind), value) for kind, value in case.paper.truth.items()]


def _first(reading: Reading, kind: str) -> str:
    """The value that a reading puts first."""
    if kind in ROLES:
        companies = (one for one in reading.found(FieldKind.COMPANY) if one.role in ROLES[kind])
        return next((one.value for one in companies), "")
    return next((one.value for one in reading.found(FieldKind(kind))), "")


def _same(one: str, other: str) -> bool:
    """Alike but for the width of brackets, spaces and a last full stop."""
    plain = (narrow(text).replace(" ", "").rstrip(".").lower() for text in (one, other))
    return len(set(plain)) == 1


def _real_photos(folder: Path) -> list[Figure]:
    """Seals of the real photos, found and false."""
    from capture.photos.reading import PIECES, read

    if not PHOTOS.is_dir():
        return [Figure(f"skipped: no data in {PHOTOS.name}", 0, "")]
    found = false = 0
    for file in sorted(PHOTOS.glob("*.[jp][pn]g")):
        (folder / PIECES).unlink(missing_ok=True)
        seen = next((count for name, count in SEALS_SEEN.items() if file.name.startswith(name)), 0)
        count = len(read(file, folder, Request(file.name), lambda _share: None).seals)
        found, false = found + min(seen, count), false + max(0, count - seen)
    return [
        Figure("real photos: seals found", found / sum(SEALS_SEEN.values()), "", Bar(1.0, at_least=True)),
        Figure("real photos: false seals", false, "", Bar(0.5)),
    ]


if __name__ == "__main__":
    raise SystemExit(main((("Photos and scans", run),)))
