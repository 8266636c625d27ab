"""The real base model, on two clips of ours and on recordings of the shared data where they are."""

import csv
import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from rapidfuzz.distance import Levenshtein

from capture.recordings.errors import PartMissing
from capture.recordings.listener import Listener, Wish
from capture.recordings.model import Request, SpokenName, Transcript
from capture.recordings.sound import RATE, Samples
from capture.recordings.transcribing import Tools, transcribe, whisper_of
from config.asr import AsrSettings
from knowledge.graph.names.script import simplified
from tests.unit.capture.recordings.tones import silence, speech, write

pytestmark = pytest.mark.slow

CLIPS = Path(__file__).resolve().parents[3] / "data" / "recordings"
ROOT = Path(__file__).resolve().parents[4]
SHARED = Path(os.environ.get("DAZI_SHARED") or ROOT.parent / "shared") / "data" / "audio"
SETTINGS = AsrSettings(threads=2)
Hear = Callable[..., Transcript]


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("models")


@pytest.fixture(scope="session")
def listener(models: Path) -> Listener:
    try:
        return whisper_of(Request(models, SETTINGS))
    except PartMissing as missing:
        pytest.skip(str(missing))


@pytest.fixture
def hear(listener: Listener, models: Path, tmp_path: Path) -> Hear:
    return partial(_heard, listener, models, tmp_path)


def _heard(listener: Listener, models: Path, folder: Path, file: Path, *names: str) -> Transcript:
    request = Request(models, SETTINGS, tuple(SpokenName(name, "customer") for name in names))
    return transcribe(file, folder / file.stem, request, lambda _: None, Tools(listen=lambda _: listener))


def test_chinese_with_the_names_of_the_team(hear: Hear) -> None:
    found = hear(CLIPS / "zh.mp3", "云岫医疗", "钧拓重工有限公司")
    assert found.language == "zh"
    assert "云岫医疗" in found.text
    assert "钧拓重工" in found.text
    assert found.coverage.share == 1.0
    assert "報" not in found.text
    (word, *_) = [word for segment in found.segments for word in segment.words if "钧拓重工" in word.text]
    assert 6.0 < word.start < 7.5
    assert type(word.start) is float


def test_english_with_the_names_of_the_team(hear: Hear) -> None:
    found = hear(CLIPS / "en.mp3", "Acme Robotics", "Kestrel Energy Ltd.")
    assert found.language == "en"
    assert found.text.startswith("Acme Robotics would like to see a reference customer")
    assert "Kestrel Energy will decide after the holiday" in found.text
    assert [segment.start for segment in found.segments] == sorted(segment.start for segment in found.segments)


def test_the_language_may_change_on_the_way(hear: Hear, tmp_path: Path) -> None:
    from faster_whisper.audio import decode_audio

    zh, en = (decode_audio(str(CLIPS / name)) for name in ("zh.mp3", "en.mp3"))
    both = np.concatenate([zh, silence(2), zh, silence(2), en, silence(2), en, silence(2), en])
    found = hear(write(tmp_path / "both.wav", both))
    said = {lang: " ".join(s.text for s in found.segments if s.language == lang) for lang in ("zh", "en")}
    assert "比较" in said["zh"]
    assert "reference customer" in said["en"]


def test_beeps_are_no_speech_to_it(listener: Listener) -> None:
    assert listener.hear([speech(range(4))], Wish(languages=("zh", "en")))[0].language in ("zh", "en")


def test_long_and_brief_windows_heard_together_are_encoded_once(
    listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    from faster_whisper.audio import decode_audio

    encoded: list[int] = []
    encoder = listener._encoder  # type: ignore[attr-defined]
    whole = encoder._encode

    def counted(features: Samples) -> object:
        encoded.append(len(features))
        return whole(features)

    monkeypatch.setattr(encoder, "_encode", counted)
    said = decode_audio(str(CLIPS / "zh.mp3"))
    long, brief = listener.hear([np.tile(said, 2), said[: 5 * RATE]], Wish(tail=8.0))
    assert sum(encoded) == 2
    assert "他们想" in simplified(long.text)
    assert units(brief.text, "zh")
    assert listener.hear([silence(0.005)], Wish(before="zh"))[0].language == "zh"


def units(text: str, lang: str) -> Sequence[str]:
    if lang == "zh":
        return re.sub(r"[\W_]", "", simplified(text))
    return re.sub(r"[^\w' ]", " ", text.lower()).split()


@pytest.mark.parametrize(
    ("lang", "most", "files"),
    [
        ("en", 0.10, ("en_jfk.flac", "en_libri_2412-153948-0000.flac", "en_lj_LJ001-0001.wav")),
        ("zh", 0.20, ("zh_funasr_asr_example.wav", "zh_fireredtts2_S1.flac", "zh_aishell_BAC009S0724W0121.wav")),
    ],
)
def test_real_recordings(lang: str, most: float, files: Sequence[str], hear: Hear) -> None:
    if not SHARED.is_dir():
        pytest.skip("no recordings in the shared data")
    with (SHARED / "transcripts.tsv").open(encoding="utf-8") as table:
        meant = {row["file"]: row["transcript"] for row in csv.DictReader(table, delimiter="\t")}
    wrong = total = 0
    for file in files:
        wrong += Levenshtein.distance(units(meant[file], lang), units(hear(SHARED / file).text, lang))
        total += len(units(meant[file], lang))
    assert wrong <= most * total, f"{wrong} of {total}"


MEMORY = """
import sys
from pathlib import Path
from capture.recordings.listener import Heard
from capture.recordings.model import Word
from capture.recordings.sound import RATE, Samples
from capture.recordings.transcribing import Tools, transcribe
from tests.unit.capture.recordings.tones import WORDS, Reader, asked

class Steady(Reader):
    def hear(self, sounds, wish):
        return [Heard("en", tuple(self._words(sound)), -0.2) for sound in sounds]

    def _words(self, sound):
        return (Word(" " + WORDS[at], at / 2, at / 2 + 0.4, 0.9) for at in range(2 * sound.size // 16_000))

transcribe(Path(sys.argv[1]), Path(sys.argv[2]), asked(), lambda _: None, Tools(listen=lambda _: Steady()))
print(int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) // 1024)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc to ask for the peak of memory")
def test_half_an_hour_takes_no_more_memory_than_a_minute(tmp_path: Path) -> None:
    """With the real voice detector and all its buffers; without the model, which takes what it takes.

    VmHWM and not ru_maxrss: that one is handed on from the process that started it.
    """
    from faster_whisper.audio import decode_audio

    minute = np.tile(decode_audio(str(CLIPS / "zh.mp3")), 5)
    peaks = []
    for name, times in (("short", 1), ("long", 30)):
        file = write(tmp_path / f"{name}.flac", np.tile(minute, times), "flac")
        command = [sys.executable, "-c", MEMORY, str(file), str(tmp_path / name)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        peaks.append(int(done.stdout or "0"))
    assert 0 < peaks[1] < peaks[0] + 120, peaks
