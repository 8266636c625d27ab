"""Every container that messengers and recorders hand over becomes the same samples; what is no recording is named."""

import io
import os
import wave
from pathlib import Path

import av
import numpy as np
import pysilk
import pytest

from capture.recordings.errors import BadRecording, Part, PartMissing, Reason
from capture.recordings.listener import Wish
from capture.recordings.sound import RATE, Samples, open_tape
from tests.unit.capture.recordings.tones import Reader, silence, speech, spoken, write

SAID = [3, 14, 15, 9, 2, 6]
FORMATS = [
    ("a.wav", "pcm_s16le", RATE),
    ("a.mp3", "libmp3lame", RATE),
    ("a.m4a", "aac", RATE),
    ("a.mov", "aac", RATE),
    ("a.ogg", "libopus", 48_000),
    ("a.webm", "libopus", 48_000),
    ("a.flac", "flac", RATE),
    ("a.amr", "libopencore_amrnb", 8_000),
]


def heard(samples: Samples) -> str:
    mono = np.mean(samples, axis=0)
    return Reader().hear([mono], Wish())[0].text


def decoded(file: Path, folder: Path) -> tuple[Samples, bool]:
    tape = open_tape(file, folder)
    blocks = list(tape.blocks())
    return np.concatenate(blocks, axis=1), tape.damaged


@pytest.mark.parametrize(("name", "codec", "rate"), FORMATS, ids=[name for name, _, _ in FORMATS])
def test_a_format_is_decoded(name: str, codec: str, rate: int, tmp_path: Path) -> None:
    said = speech(SAID)
    file = write(tmp_path / name, said, codec, rate)
    samples, damaged = decoded(file, tmp_path)
    assert samples.dtype == np.float32
    assert not damaged
    assert abs(samples.shape[1] - said.size) < 0.2 * RATE
    assert abs(open_tape(file, tmp_path).duration - said.size / RATE) < 0.2
    assert heard(samples) == spoken(SAID)


@pytest.mark.parametrize("head", [b"", b"\x02"])
def test_a_voice_message_of_wechat_is_told_by_its_head(head: bytes, tmp_path: Path) -> None:
    pcm, silk = (speech(SAID) * 32767).astype("<i2").tobytes(), io.BytesIO()
    pysilk.encode(io.BytesIO(pcm), silk, RATE, 24_000)
    file = tmp_path / "voice.amr"
    file.write_bytes(head + silk.getvalue().removeprefix(b"\x02"))
    samples, damaged = decoded(file, tmp_path)
    assert not damaged
    assert heard(samples) == spoken(SAID)
    file.write_bytes(file.read_bytes()[:-900])
    broken, damaged = decoded(file, tmp_path)
    assert damaged
    assert 0 < broken.shape[1] < samples.shape[1]


def test_without_its_decoder_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pysilk", None)
    (tmp_path / "v.silk").write_bytes(b"\x02#!SILK_V3" + b"x" * 100)
    with pytest.raises(PartMissing) as missing:
        open_tape(tmp_path / "v.silk", tmp_path)
    assert missing.value.part is Part.SILK
    assert all("pip install" in text for text in missing.value.say.values())


def test_two_channels_stay_apart(tmp_path: Path) -> None:
    both = np.stack([speech([1, 2]), np.concatenate([silence(0.5), speech([7])])])
    samples, _ = decoded(write(tmp_path / "call.wav", both), tmp_path)
    assert samples.shape[0] == 2
    assert [heard(samples[:1]), heard(samples[1:])] == [spoken([1, 2]), spoken([7])]


def video_without_sound(file: Path) -> None:
    with av.open(str(file), "w") as container:
        stream = container.add_stream("mpeg4", rate=5)
        stream.width = stream.height = 64
        for _ in range(5):
            container.mux(stream.encode(av.VideoFrame(64, 64, "yuv420p")))
        container.mux(stream.encode(None))


def test_a_video_without_sound(tmp_path: Path) -> None:
    video_without_sound(tmp_path / "v.mp4")
    with pytest.raises(BadRecording) as bad:
        open_tape(tmp_path / "v.mp4", tmp_path)
    assert bad.value.reason is Reason.NO_SOUND_TRACK
    assert set(bad.value.say) == {"zh", "en"}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Reason.EMPTY),
        (b"x", Reason.UNREADABLE),
        (b"RIFF", Reason.UNREADABLE),
        (b"Dear customer, please find attached\n" * 100, Reason.UNREADABLE),
        (os.urandom(20_000), Reason.UNREADABLE),
        (b"\x02#!SILK_V3\x01", Reason.UNREADABLE),
    ],
    ids=["empty", "a byte", "a head only", "text", "garbage", "silk of nothing"],
)
def test_what_is_no_recording(data: bytes, reason: Reason, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(data)
    with pytest.raises(BadRecording) as bad:
        list(open_tape(tmp_path / "file", tmp_path).blocks())
    assert bad.value.reason is reason


@pytest.mark.parametrize(
    "text",
    ["#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{other}\n#EXT-X-ENDLIST\n", "ffconcat version 1.0\nfile {other}\n"],
    ids=["hls", "concat"],
)
def test_a_playlist_opens_no_other_file(text: str, tmp_path: Path) -> None:
    other = write(tmp_path / "secret.wav", speech(SAID))
    for name in ("list.m3u8", "list.ffconcat", "list.mp3"):
        (tmp_path / name).write_text(text.format(other=other.name), encoding="utf-8")
        with pytest.raises(BadRecording):
            open_tape(tmp_path / name, tmp_path)


@pytest.mark.parametrize(("name", "codec"), [("a.wav", "pcm_s16le"), ("a.flac", "flac"), ("a.mp3", "libmp3lame")])
def test_of_a_file_cut_off_the_first_part_is_decoded(name: str, codec: str, tmp_path: Path) -> None:
    file = write(tmp_path / name, speech(range(40)), codec)
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    samples, damaged = decoded(file, tmp_path)
    assert damaged
    assert 8 * RATE < samples.shape[1] < 13 * RATE
    assert heard(samples).startswith(spoken(range(4)))


def test_damage_in_the_middle_does_not_end_it(tmp_path: Path) -> None:
    file = write(tmp_path / "a.mp3", speech(range(40)), "libmp3lame")
    data = bytearray(file.read_bytes())
    data[8000:10000] = b"\xff" * 2000
    file.write_bytes(data)
    samples, _ = decoded(file, tmp_path)
    assert heard(samples).endswith(spoken([38, 39]))


def test_the_length_of_a_live_recording_is_counted(tmp_path: Path) -> None:
    """Browsers record WebM without saying how long it is."""
    whole = write(tmp_path / "a.webm", speech(range(20)), "libopus", 48_000)
    with av.open(str(whole)) as source, av.open(str(tmp_path / "live.webm"), "w", options={"live": "1"}) as target:
        stream = target.add_stream_from_template(source.streams.audio[0])
        for packet in source.demux(audio=0):
            if packet.dts is not None:
                packet.stream = stream
                target.mux(packet)
    assert abs(open_tape(tmp_path / "live.webm", tmp_path).duration - 10) < 0.3


def headless_mp3(samples: Samples, bits: int) -> bytes:
    """Frames only: no head tells the length."""
    out = io.BytesIO()
    with av.open(out, "w", format="mp3", options={"write_xing": "0", "id3v2_version": "0"}) as container:
        stream = container.add_stream("libmp3lame", rate=RATE, layout="mono")
        stream.bit_rate = bits
        frame = av.AudioFrame.from_ndarray((samples[np.newaxis] * 32767).astype(np.int16), format="s16p", layout="mono")
        frame.sample_rate = RATE
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return out.getvalue()


def test_the_length_is_counted_where_a_quiet_beginning_misleads(tmp_path: Path) -> None:
    """By its first frames, the decoder takes the file for twenty times as long."""
    quiet, loud = headless_mp3(silence(2), 8_000), headless_mp3(speech(range(40)), 160_000)
    (tmp_path / "a.mp3").write_bytes(quiet + loud)
    with av.open(str(tmp_path / "a.mp3")) as container:
        assert (container.duration or 0) / 1e6 > 100
    assert open_tape(tmp_path / "a.mp3", tmp_path).duration == pytest.approx(22, abs=0.5)


def test_an_open_ended_wav_promises_nothing(tmp_path: Path) -> None:
    file = write(tmp_path / "a.wav", speech(SAID))
    data = file.read_bytes()
    at = data.index(b"data")
    file.write_bytes(data[: at + 4] + b"\xff\xff\xff\xff" + data[at + 8 :])
    _, damaged = decoded(file, tmp_path)
    assert not damaged


def test_memory_does_not_grow_with_the_recording(tmp_path: Path) -> None:
    """A quarter of an hour comes in blocks of seconds."""
    file = tmp_path / "long.wav"
    with wave.open(str(file), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(bytes(2 * RATE * 900))
    sizes = [block.shape[1] for block in open_tape(file, tmp_path).blocks()]
    assert sum(sizes) == 900 * RATE
    assert max(sizes) <= 6 * RATE
