"""What a recogniser is told beforehand: names that may be spoken, within the room a prompt has, and how to write."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from capture.recordings.languages import HAN
from capture.recordings.listener import Wish
from capture.recordings.model import SpokenName
from knowledge.graph.names.normalise import has_han, take_apart

# Without a prompt, base writes Traditional characters and no punctuation for much Mandarin. In a long window it needs
# several sentences: after one alone, it takes the first sentence for all of it (measured, docs/recordings.md).
_BRIEF_ZH = "以下是普通话的句子。"
_PROMPT_ZH = "好的，我们开始吧。今天先说项目的情况，然后再讨论报价和合同。大家有什么问题吗？没有的话，我们就继续。"

# Names stand in a sentence: a bare list changes the style of what is written.
_NAMES_ZH, _NAMES = "今天会提到{}。", "We will talk about {}."

# Tokens of hints. Whisper takes 223 for the names and as many for the prompt; with too many it says them by itself.
_ROOM = 120


def spoken_form(text: str) -> str:
    """A name as people say it: without its legal form and a place in front (杭州北禾电子有限公司 is 北禾电子)."""
    text = text.strip()
    if not has_han(text):
        return _latin_form(text)
    parts = take_apart(text)
    if not text.endswith(parts.full[-2:]) or len(parts.full) != len(text):
        return text  # folding changed it; better the whole name than a piece of another
    said = parts.brand + parts.trade
    return said if len(said) >= 2 and said in text else text


def _latin_form(text: str) -> str:
    """The words as written that are left without the legal form."""
    kept = len(take_apart(text).bare.split())
    words = text.replace(",", " ").split()
    return " ".join(words[:kept]) if 0 < kept < len(words) else " ".join(words)


def wish_of(
    names: Iterable[SpokenName], languages: Sequence[str], length: Callable[[str], int], room: int = _ROOM
) -> Wish:
    """The hints for a recording. Names in the language's script come first, in their order, while there is room."""
    spoken = list(dict.fromkeys(spoken_form(name.text) for name in names if name.text.strip()))
    han = [name for name in spoken if has_han(name)]
    latin = [name for name in spoken if not has_han(name)]
    chinese = _fitting([*han, *latin], "、", length, room)
    others = _fitting(latin, ", ", length, room)
    return Wish(
        hotwords={**dict.fromkeys(HAN, _sentence(_NAMES_ZH, chinese)), "": _sentence(_NAMES, others)},
        prompts=prompts(),
        brief=dict.fromkeys(HAN, _BRIEF_ZH),
        languages=tuple(languages),
    )


def prompts() -> Mapping[str, str]:
    """What goes before the speech of a long window, by language."""
    return dict.fromkeys(HAN, _PROMPT_ZH)


def _sentence(words: str, names: str) -> str:
    return words.format(names) if names else ""


def _fitting(names: Sequence[str], between: str, length: Callable[[str], int], room: int) -> str:
    taken = ""
    for name in names:
        more = f"{taken}{between}{name}" if taken else name
        if length(more) > room:
            break
        taken = more
    return taken
