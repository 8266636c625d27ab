"""Any sound or video file as samples, decoded as they are asked for: a recording of hours never stands in memory.

Samples are float32 at 16 kHz, an array of (channels, samples) with one or two channels, -1 to 1.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from capture.recordings.errors import BadRecording, Reason
from capture.recordings.heads import is_guess, promised_by_wav
from capture.recordings.silk import is_silk, unpacked

if TYPE_CHECKING:
    from av import AudioFrame
    from av.audio.resampler import AudioResampler
    from av.audio.stream import AudioStream
    from av.container import InputContainer
    from av.packet import Packet

Samples = NDArray[np.float32]

RATE = 16_000
"""Samples a second, as Whisper and the voice detector want them."""

_BLOCK = 5 * RATE
_MICROSECONDS = 1e6
# Containers that stand for themselves. Playlists and the like (hls, concat, dash, sdp …) would have the decoder open
# other files and addresses.
_FORMATS = (
    "aac ac3 aiff amr amrnb amrwb ape asf au avi caf eac3 flac flv matroska,webm mov,mp4,m4a,3gp,3g2,mj2 "
    "mp3 mpeg mpegts ogg rm tta w64 wav wv"
)
_OPTIONS = {"format_whitelist": ",".join(_FORMATS.split()), "protocol_whitelist": "file"}
# Less than this share, or so many seconds, of what the file promises is missing in many whole files.
_TOLERANCE, _TOLERATED = 0.03, 1.0


class Tape(Protocol):
    """A recording opened for reading, once."""

    @property
    def duration(self) -> float:
        """Seconds, as the file says; 0 where it does not."""
        ...

    @property
    def damaged(self) -> bool:
        """Whether parts could not be decoded; known when `blocks` has ended."""
        ...

    def blocks(self) -> Iterator[Samples]:
        """All of it from the beginning, some seconds at a time."""
        ...


def open_tape(file: Path, folder: Path) -> Tape:
    """The recording in `file`; `folder` takes what has to be unpacked first.

    Raises BadRecording for an empty file, one that is no recording or has no sound track, PartMissing for WeChat's
    SILK where its decoder is not installed.
    """
    if file.stat().st_size == 0:
        raise BadRecording(Reason.EMPTY)
    if is_silk(file):
        samples, damaged = unpacked(file, folder)
        return RawTape(samples, damaged=damaged)
    return _open_container(file)


@dataclass(slots=True)
class RawTape:
    """Samples of 16 bits, mono at 16 kHz, in a file without any head."""

    file: Path
    damaged: bool = False

    @property
    def duration(self) -> float:
        """Seconds."""
        return self.file.stat().st_size / 2 / RATE

    def blocks(self) -> Iterator[Samples]:
        """The file, some seconds at a time."""
        with self.file.open("rb") as pcm:
            while data := pcm.read(2 * _BLOCK):
                whole = np.frombuffer(data[: len(data) // 2 * 2], dtype="<i2")
                yield (whole.astype(np.float32) / 32768.0)[np.newaxis]


@dataclass(slots=True)
class ContainerTape:
    """The first sound track of anything that FFmpeg's libraries decode."""

    file: Path
    duration: float
    channels: int
    guessed: bool
    damaged: bool = False

    def blocks(self) -> Iterator[Samples]:
        """The track resampled. What is broken inside is passed over; where the file ends too early, so does this."""
        read = 0
        with closing(_opened(self.file)) as container:
            for block in _grouped(self._samples(container)):
                read += block.shape[1]
                yield block
        missing = self.duration - read / RATE
        if not self.guessed and missing > max(_TOLERATED, _TOLERANCE * self.duration):
            self.damaged = True

    def _samples(self, container: "InputContainer") -> Iterator[Samples]:
        from av import FFmpegError

        resampling = _Resampling(self.channels)
        packets = container.demux(container.streams.audio[0])
        while True:
            try:
                packet = next(packets, None)
            except FFmpegError:
                packet, self.damaged = None, True
            if packet is None:
                break
            yield from resampling.of(self._frames(packet))
        yield from resampling.rest()

    def _frames(self, packet: "Packet[AudioStream]") -> Sequence["AudioFrame"]:
        from av import FFmpegError

        try:
            return packet.decode()
        except FFmpegError:
            self.damaged = True
            return ()


class _Resampling:
    """Frames as samples at 16 kHz. A track may change its form half-way (a call handed over): then it starts anew."""

    def __init__(self, channels: int) -> None:
        self._channels = channels
        self._form: tuple[str, int, str] | None = None
        self._resampler: AudioResampler | None = None

    def of(self, frames: Sequence["AudioFrame"]) -> Iterator[Samples]:
        for frame in frames:
            form = (frame.format.name, frame.sample_rate, frame.layout.name)
            if form != self._form:
                yield from self.rest()
                self._form, self._resampler = form, self._made()
            frame.pts = None  # times inside the file may jump; samples are counted
            yield from self._through(frame)

    def rest(self) -> Iterator[Samples]:
        yield from self._through(None)

    def _made(self) -> "AudioResampler":
        from av.audio.resampler import AudioResampler

        return AudioResampler(format="fltp", layout="stereo" if self._channels == 2 else "mono", rate=RATE)

    def _through(self, frame: "AudioFrame | None") -> Iterator[Samples]:
        if self._resampler is not None:
            for out in self._resampler.resample(frame):
                yield out.to_ndarray().astype(np.float32, copy=False)


def _grouped(pieces: Iterator[Samples]) -> Iterator[Samples]:
    """Small pieces put together to some seconds each."""
    held: list[Samples] = []
    for piece in pieces:
        held.append(piece)
        if sum(one.shape[1] for one in held) >= _BLOCK:
            yield np.concatenate(held, axis=1)
            held = []
    if held:
        yield np.concatenate(held, axis=1)


def _opened(file: Path) -> "InputContainer":
    """Raises BadRecording for what is no recording or has no sound track."""
    import av

    try:
        container = av.open(str(file), options=_OPTIONS, metadata_errors="ignore")
    except (av.FFmpegError, ValueError, OSError) as error:
        raise BadRecording(Reason.UNREADABLE) from error
    if not container.streams.audio:
        container.close()
        raise BadRecording(Reason.NO_SOUND_TRACK)
    return container


def _open_container(file: Path) -> ContainerTape:
    import av

    with closing(_opened(file)) as container:
        stream = container.streams.audio[0]
        try:
            channels = 2 if stream.codec_context.channels > 1 else 1
            declared, guessed = _declared(container, stream), is_guess(file, container.format.name)
            # A guess is far off where a quiet beginning took few bytes; it may even go beyond the limit.
            duration = declared if declared and not guessed else _counted(container, stream) or declared
            if container.format.name == "wav":
                duration = max(duration, promised_by_wav(file))
        except (av.FFmpegError, ValueError) as error:
            raise BadRecording(Reason.UNREADABLE) from error
        return ContainerTape(file, duration, channels, guessed)


def _declared(container: "InputContainer", stream: "AudioStream") -> float:
    """Seconds that the file's head promises."""
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    return (container.duration or 0) / _MICROSECONDS


def _counted(container: "InputContainer", stream: "AudioStream") -> float:
    """Seconds by the packets there are, without decoding them (four hours of MP3 take about a second)."""
    from av import FFmpegError

    latest = 0
    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets, None)
        except FFmpegError:
            break
        if packet is None:
            break
        if packet.pts is not None:
            latest = max(latest, packet.pts + (packet.duration or 0))
    return float(latest * stream.time_base) if stream.time_base else 0.0
