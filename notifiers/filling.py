"""Sentences with their facts in place. Chinese keeps a space between Han and Latin letters where a fact meets it."""

from string import Formatter

from knowledge.people.model import Lang


def filled(template: str, lang: Lang, **facts: str) -> str:
    """The sentence: "{who}负责" with who="Emma" reads "Emma 负责". Facts themselves stay as they are."""
    if lang == "en":
        return template.format(**facts)
    text = ""
    for literal, name, _, _ in Formatter().parse(template):
        text = _joined(text, literal)
        if name is not None:
            text = _joined(text, facts[name])
    return text


def _joined(before: str, after: str) -> str:
    meet = before[-1:] + after[:1]
    apart = len(meet) == 2 and _is_latin(meet[0]) != _is_latin(meet[1]) and all(map(_is_letter, meet))
    return f"{before} {after}" if apart else before + after


def _is_latin(letter: str) -> bool:
    return letter < "\u0250"


def _is_letter(letter: str) -> bool:
    return letter.isalnum()
