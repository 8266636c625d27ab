"""From file to transcript, with ears that read beeps: text, times, remarks, rejections, and going on after a kill."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest

from capture.recordings.errors import BadRecording, Reason
from capture.recordings.model import Progress, Remark, Transcript, Word
from capture.recordings.pieces import FILE
from capture.recordings.plain import of_plain, plain
from capture.recordings.sound import RATE, Samples
from capture.recordings.transcribing import Tools, transcribe
from tests.unit.capture.recordings.tones import BEEP, PAUSE, Reader, asked, beeps_in, silence, speech, spoken, write

ROOT = Path(__file__).resolve().parents[4]


def transcript_of(samples: Samples, folder: Path, reader: Reader | None = None, **settings: object) -> Transcript:
    file = write(folder / "talk.wav", samples)
    tools = Tools(beeps_in, lambda _: reader or Reader())
    return transcribe(file, folder / "work", asked(**settings), lambda _: None, tools)


def words(found: Transcript) -> list[str]:
    return [word.text.strip() for segment in found.segments for word in segment.words]


def test_every_word_is_there_with_its_time(tmp_path: Path) -> None:
    talk = np.concatenate([silence(3), speech(range(80)), silence(20), speech(range(50, 120))])
    found = transcript_of(talk, tmp_path)
    assert words(found) == spoken([*range(80), *range(50, 120)]).split()
    starts = [word.start for segment in found.segments for word in segment.words]
    expected = [3 + number * (BEEP + PAUSE) for number in range(80)]
    expected += [3 + 80 * (BEEP + PAUSE) + 20 + number * (BEEP + PAUSE) for number in range(70)]
    assert starts == pytest.approx(expected, abs=0.06)
    assert found.duration == pytest.approx(talk.size / RATE)
    assert (found.language, found.remarks, found.coverage.share) == ("en", (), 1.0)


def test_it_becomes_json_and_back(tmp_path: Path) -> None:
    found = transcript_of(speech(range(30)), tmp_path)
    again = of_plain(json.loads(json.dumps(plain(found))))
    assert plain(again) == plain(found)
    assert again.text == found.text


def test_progress_comes_after_the_first_window(tmp_path: Path) -> None:
    told: list[Progress] = []
    file = write(tmp_path / "talk.wav", np.concatenate([speech(range(100))] * 4))
    transcribe(file, tmp_path / "work", asked(), told.append, Tools(beeps_in, lambda _: Reader()))
    assert told[0].done < 40
    assert [progress.share for progress in told] == sorted(progress.share for progress in told)
    assert told[-1].share == 1.0
    assert told[0].text.startswith(spoken(range(2)))


@pytest.mark.parametrize(
    ("samples", "reason"),
    [
        (silence(20), Reason.SILENT),
        (0.01 * np.sin(np.arange(20 * RATE) / 9).astype(np.float32), Reason.NO_SPEECH),
    ],
    ids=["silence", "a hum"],
)
def test_where_nobody_speaks_the_model_is_not_even_loaded(samples: Samples, reason: Reason, tmp_path: Path) -> None:
    def no_model(_: object) -> Reader:
        raise AssertionError

    file = write(tmp_path / "talk.wav", samples)
    with pytest.raises(BadRecording) as bad:
        transcribe(file, tmp_path / "work", asked(), lambda _: None, Tools(beeps_in, no_model))
    assert bad.value.reason is reason
    assert bad.value.code == reason.value


def test_music_in_which_nothing_is_heard(tmp_path: Path) -> None:
    class Deaf(Reader):
        def _words(self, _sound: Samples) -> Iterable[Word]:
            return ()

    with pytest.raises(BadRecording) as bad:
        transcript_of(speech(range(20)), tmp_path, Deaf())
    assert bad.value.reason is Reason.NO_SPEECH


def test_a_recording_over_the_limit(tmp_path: Path) -> None:
    with pytest.raises(BadRecording) as bad:
        transcript_of(speech(range(130)), tmp_path, longest_minutes=1)
    assert bad.value.reason is Reason.TOO_LONG
    assert "asr.longest_minutes" in bad.value.say["zh"]


def test_of_a_file_cut_off_the_first_part_is_there_and_said_so(tmp_path: Path) -> None:
    file = write(tmp_path / "talk.flac", speech(range(60)), "flac")
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    found = transcribe(file, tmp_path / "work", asked(), lambda _: None, Tools(beeps_in, lambda _: Reader()))
    assert found.remarks == (Remark.CUT_OFF,)
    assert words(found)[:20] == spoken(range(20)).split()
    assert found.duration < 20


def test_each_side_of_a_call_is_a_speaker(tmp_path: Path) -> None:
    left = np.concatenate([speech(range(6)), silence(5), speech(range(20, 24)), silence(2)])
    right = np.concatenate([silence(4), speech(range(40, 46)), silence(left.size / RATE - 7)])
    found = transcript_of(np.stack([left, right]), tmp_path)
    said = {speaker: {w for s in found.segments if s.speaker == speaker for w in s.text.split()} for speaker in "12"}
    assert said == {
        "1": set(spoken([*range(6), *range(20, 24)]).split()),
        "2": set(spoken(range(40, 46)).split()),
    }


def test_the_same_on_both_channels_is_nobody_in_particular(tmp_path: Path) -> None:
    found = transcript_of(np.stack([speech(range(9))] * 2), tmp_path)
    assert {segment.speaker for segment in found.segments} == {""}


# ----------------------------------------------------------------------------------------------------------- crashes

CHILD = """
import sys
from pathlib import Path
from capture.recordings.transcribing import Tools, transcribe
from tests.unit.capture.recordings.tones import Reader, asked, beeps_in

folder = Path(sys.argv[1])
reader = Reader(folder / "heard.log")

def report(progress):
    print(progress.done, flush=True)
    sys.stdin.readline()

transcribe(folder / "talk.wav", folder / "work", asked(), report, Tools(beeps_in, lambda _: reader))
"""


def killed_after(batches: int, folder: Path) -> None:
    """Runs it in a process of its own, killed once so many batches were reported, before it hears the next."""
    command = [sys.executable, "-c", CHILD, str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        for number in range(batches):
            assert child.stdout.readline()
            if number < batches - 1:
                child.stdin.write("\n")
                child.stdin.flush()
        child.send_signal(signal.SIGKILL)
        child.stdout.read()
    assert child.returncode == -signal.SIGKILL


def test_killed_it_goes_on_after_the_last_finished_chunk(tmp_path: Path) -> None:
    parts = [speech(range(at, at + 75)) for at in (0, 60, 30, 70, 10, 45)]
    talk = np.concatenate([part for words in parts for part in (words, silence(4))])
    file = write(tmp_path / "talk.wav", talk)
    whole = transcribe(file, tmp_path / "once", asked(), lambda _: None, Tools(beeps_in, lambda _: Reader()))
    killed_after(2, tmp_path)
    killed_after(1, tmp_path)
    finished = [json.loads(line) for line in (tmp_path / "work" / FILE).read_text(encoding="utf-8").splitlines()[1:]]
    assert len(finished) == 3
    again = Reader(tmp_path / "rest.log")
    found = transcribe(file, tmp_path / "work", asked(), lambda _: None, Tools(beeps_in, lambda _: again))
    assert plain(found) == plain(whole)
    done = {"".join(word[0] for word in piece["words"]).strip() for line in finished for piece in line["pieces"]}
    assert done.isdisjoint((tmp_path / "rest.log").read_text(encoding="utf-8").splitlines())
    heard = (tmp_path / "heard.log").read_text(encoding="utf-8").splitlines()
    assert [text for text in done if heard.count(text) != 1] == []
