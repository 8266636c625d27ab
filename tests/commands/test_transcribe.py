"""transcribe: one JSON document on stdout and nothing else there; what is wrong with a file in one sentence."""

import json
from pathlib import Path

import pytest

from capture.recordings import transcribing
from capture.recordings.listener import Listener
from capture.recordings.model import Request
from capture.recordings.speech import Span
from tests.commands.conftest import Console
from tests.unit.capture.recordings.test_sound import video_without_sound
from tests.unit.capture.recordings.tones import Reader, beeps_in, silence, speech, spoken, write


@pytest.fixture
def ears(monkeypatch: pytest.MonkeyPatch) -> list[Request]:
    """The command with ears that read beeps; what it asked for."""
    asked: list[Request] = []

    def listen(request: Request) -> Listener:
        asked.append(request)
        return Reader()

    tools = transcribing.Tools(beeps_in, listen)
    monkeypatch.setattr(transcribing.transcribe, "__defaults__", (tools,))
    return asked


def test_json_is_one_document_and_progress_is_on_stderr(console: Console, ears: list[Request], tmp_path: Path) -> None:
    file = write(tmp_path / "talk.wav", speech(range(100)))
    (tmp_path / "names.txt").write_text("北禾电子\tcustomer\nFlowGate\n", encoding="utf-8")
    done = console("transcribe", file, "--json", "--names", tmp_path / "names.txt", "--lang", "en")
    assert done.code == 0
    found = json.loads(done.out)
    assert (found["file"], found["language"], found["duration"]) == ("talk.wav", "en", 50.0)
    assert " ".join(segment["text"] for segment in found["segments"]) == spoken(range(100))
    assert set(found) == {
        *("file", "language", "duration", "text", "segments", "repairs", "coverage", "remarks"),
    }
    assert done.err.splitlines()[0] == "transcribing talk.wav …"
    assert "of 0:50 transcribed" in done.err.splitlines()[1]
    assert [name.text for name in ears[0].names] == ["北禾电子", "FlowGate"]
    assert list((tmp_path / "data" / "transcribing").iterdir()) == []


def test_it_is_told_in_lines_with_times(console: Console, ears: list[Request], tmp_path: Path) -> None:
    file = write(tmp_path / "talk.wav", speech(range(4), pause=2.0))
    done = console("transcribe", file, "--lang", "zh")
    assert done.out.splitlines() == [f"[0:{at:02}] {spoken([number])}" for number, at in enumerate((0, 2, 4, 6))]
    assert "正在转写" in done.err
    assert len(ears) == 1


def test_a_file_cut_off_is_transcribed_and_told(console: Console, ears: list[Request], tmp_path: Path) -> None:
    file = write(tmp_path / "talk.flac", speech(range(60)), "flac")
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    done = console("transcribe", file, "--lang", "en")
    assert done.code == 0
    assert "The file breaks off: only the first 0:1" in done.err
    assert ears


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_bad_files_end_with_1_and_a_sentence(lang: str, console: Console, tmp_path: Path) -> None:
    (tmp_path / "empty.mp3").touch()
    (tmp_path / "text.mp3").write_text("hello " * 200, encoding="utf-8")
    video_without_sound(tmp_path / "mute.mp4")
    write(tmp_path / "silent.wav", silence(3))
    said = set()
    for name in ("empty.mp3", "text.mp3", "mute.mp4", "silent.wav", "none.mp3", "."):
        done = console("transcribe", tmp_path / name, "--lang", lang)
        assert (done.code, done.out) == (1, "")
        assert "Errno" not in done.err
        said.add(done.err.splitlines()[-1])
    assert len(said) == 6
    assert not any((tmp_path / "data" / "transcribing").iterdir())


def test_a_names_file_that_cannot_be_read(console: Console, ears: list[Request], tmp_path: Path) -> None:
    file = write(tmp_path / "talk.wav", speech(range(4)))
    (tmp_path / "names.json").write_text("[1]", encoding="utf-8")
    for names in ("names.json", "none.txt"):
        assert console("transcribe", file, "--names", tmp_path / names).code == 1
    assert ears == []


def test_without_a_model_it_ends_with_3_and_says_what_to_do(
    console: Console, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def all_of_it(mono: object) -> list[Span]:
        del mono
        return [Span(0, 32_000)]

    tools = transcribing.Tools(all_of_it)
    monkeypatch.setattr(transcribing.transcribe, "__defaults__", (tools,))
    monkeypatch.setenv("DAZI_ASR__MODEL", str(tmp_path))
    done = console("transcribe", write(tmp_path / "talk.wav", speech(range(4))), "--lang", "en")
    assert (done.code, done.out) == (3, "")
    assert "pip install '.[asr-offline-base]'" in done.err
