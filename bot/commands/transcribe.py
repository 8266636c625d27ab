"""transcribe: what is said in a recording."""

import hashlib
import json
import shutil
import sys
from argparse import Namespace
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from bot.command import Command, Surrounds
from bot.errors import Around, InputAtFault, Missing, Unreadable
from bot.usage import Parser

if TYPE_CHECKING:
    from capture.recordings.model import Progress, Request, Segment, SpokenName, Transcript

_FOLDER, _MODELS = "transcribing", "models"
_PROGRESS = {"zh": "已转写 {done} / {total}（{share}%）", "en": "{done} of {total} transcribed ({share} %)"}
_PROGRESS_OPEN = {"zh": "已转写 {done}", "en": "{done} transcribed"}
_BEGUN = {"zh": "正在转写 {file} …", "en": "transcribing {file} …"}
_SPEAKER = {"zh": "说话人 {who}：", "en": "Speaker {who}: "}
_REPAIR = {"zh": "{at} “{heard}”按读音改为“{name}”", "en": '{at} "{heard}" was taken for "{name}" by its sound'}
_REMARKS: Mapping[str, Mapping[str, str]] = {
    "cut_off": {
        "zh": "文件不完整：只转写了前 {duration}，后面的部分缺失。",
        "en": "The file breaks off: only the first {duration} could be transcribed, the rest is missing.",
    },
    "damaged": {
        "zh": "文件有损坏的地方，那些部分没有转写。",
        "en": "Parts of the file are damaged and were left out.",
    },
    "gaps": {
        "zh": "有 {gaps} 段话没有听清（{where}），请核对原录音。",
        "en": "{gaps} passages were not heard well ({where}); please check the recording.",
    },
    "english_only": {
        "zh": "当前的语音模型只懂英语，其他语言的内容不可信。",
        "en": "This speech model knows English only; do not rely on what was said in other languages.",
    },
}


def _arguments(parser: Parser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help=parser.say("录音或视频", "recording or video"))
    parser.add_argument(
        "--json", action="store_true", help=parser.say("输出 JSON，带词的时间", "print JSON, with times of words")
    )
    parser.add_argument(
        "--names", type=Path, metavar="FILE", help=parser.say("会出现的名字，一行一个", "names to expect, one a line")
    )


def _run(given: Namespace, around: Surrounds) -> int:
    transcript = _transcribed(given.file, _names(given.names), around)
    if given.json:
        from capture.recordings.plain import plain

        print(json.dumps({"file": given.file.name, **plain(transcript)}, ensure_ascii=False, indent=2))
    else:
        print("\n".join(_line(segment, around) for segment in transcript.segments))
    sys.stdout.flush()
    _tell_remarks(transcript, around)
    return 0


def _transcribed(file: Path, names: "tuple[SpokenName, ...]", around: Surrounds) -> "Transcript":
    from capture.recordings.model import Request

    settings = around.settings
    folder = settings.data_dir / _FOLDER / _digest(file)
    request = Request(settings.data_dir / _MODELS, settings.asr, names)
    _tell(around.say(_BEGUN).format(file=file.name))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        transcript = _explained(file, folder, request, around)
    except OSError as error:
        raise Around(
            f"无法在 {settings.data_dir} 中工作（{error}）。请检查权限和磁盘空间。",
            f"Cannot work in {settings.data_dir} ({error}). Check its permissions and the disk.",
        ) from error
    shutil.rmtree(folder, ignore_errors=True)
    return transcript


def _explained(file: Path, folder: Path, request: "Request", around: Surrounds) -> "Transcript":
    """The transcript, with what goes wrong in the words and exit codes of the command line."""
    from capture.recordings.errors import BadRecording, PartMissing
    from capture.recordings.transcribing import transcribe

    def report(progress: "Progress") -> None:
        _tell(_told(progress, around))

    try:
        return transcribe(file, folder, request, report)
    except BadRecording as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise InputAtFault(error.say["zh"], error.say["en"]) from error
    except PartMissing as error:
        raise Missing(error.say["zh"], error.say["en"]) from error


def _digest(file: Path) -> str:
    """What tells this recording from others, so that a second call goes on where a first one died."""
    try:
        with file.open("rb") as data:
            return hashlib.file_digest(data, "sha256").hexdigest()[:32]
    except OSError as error:
        raise Unreadable(file, error) from error


def _names(file: Path | None) -> "tuple[SpokenName, ...]":
    from capture.recordings.name_list import names_in

    if file is None:
        return ()
    try:
        return names_in(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise Unreadable(file, error) from error


def _tell(line: str) -> None:
    """On stderr: stdout is for the transcript."""
    with suppress(BrokenPipeError):
        print(line, file=sys.stderr, flush=True)


def _told(progress: "Progress", around: Surrounds) -> str:
    words = _PROGRESS if progress.total else _PROGRESS_OPEN
    share = round(100 * progress.share)
    return around.say(words).format(done=_clock(progress.done), total=_clock(progress.total), share=share)


def _line(segment: "Segment", around: Surrounds) -> str:
    who = around.say(_SPEAKER).format(who=segment.speaker) if segment.speaker else ""
    return f"[{_clock(segment.start)}] {who}{segment.text}"


def _tell_remarks(transcript: "Transcript", around: Surrounds) -> None:
    for repair in transcript.repairs:
        _tell(around.say(_REPAIR).format(at=_clock(repair.at), heard=repair.heard, name=repair.name))
    gaps = transcript.coverage.unheard
    where = ", ".join(f"{_clock(start)}-{_clock(end)}" for start, end in gaps[:5])
    for remark in transcript.remarks:
        words = around.say(_REMARKS[remark.value])
        _tell(words.format(duration=_clock(transcript.duration), gaps=len(gaps), where=where))


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


COMMAND = Command("transcribe", {"zh": "录音里说了什么", "en": "what is said in a recording"}, _arguments, _run)
