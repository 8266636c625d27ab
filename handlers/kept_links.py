"""How kept links are told: what they are, who shared them, who had them kept and when."""

from collections.abc import Mapping, Sequence

from handlers.base import Ask, View
from knowledge.people.model import Lang
from knowledge.people.view import people
from knowledge.proposals.model import Link, Origin, SavedLink
from notifiers.filling import filled
from notifiers.formats import ClockFace

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "line": {"zh": "· {what}", "en": "· {what}"},
    "named": {"zh": "· {line}：{what}", "en": "· {line}: {what}"},
    "kept": {"zh": "{who} {when} 存", "en": "saved by {who}, {when}"},
    "kept_from": {"zh": "{sharer}发的，{who} {when} 存", "en": "from {sharer}, saved by {who}, {when}"},
    "origin": {"zh": "{sharer}，{when}", "en": "{sharer}, {when}"},
    "aside": {"zh": "{line} （{aside}）", "en": "{line} ({aside})"},
}


class LinkTeller:
    """Tells links to one asker, people by name."""

    def __init__(self, ask: Ask, view: View, person_ids: Sequence[str]) -> None:
        self._lang: Lang = ask.lang
        self._face = ClockFace(ask.zone, ask.lang, ask.now)
        self._team = people(view.reader, sorted({*person_ids} - {""}))

    def line(self, link: Link) -> str:
        """The link with the words beside it."""
        return self._say("named" if link.line else "line", line=link.line, what=link.url)

    def origin(self, origin: Origin) -> str:
        """Who shared it, and when where that is known; "" where neither is."""
        sharer = self._name(origin.shared_by)
        if origin.shared_at is None or not sharer:
            return sharer
        return self._say("origin", sharer=sharer, when=self._face.tells(origin.shared_at))

    def whole(self, saved: SavedLink) -> str:
        """The link, whose it was, and who had it kept when."""
        sharer, saver = saved.origin.shared_by, saved.saved_by
        words = "kept" if sharer in ("", saver) else "kept_from"
        when = self._face.tells(saved.saved_at)
        aside = self._say(words, sharer=self._name(sharer), who=self._name(saver), when=when)
        return self.aside(self.line(saved.link), aside)

    def aside(self, line: str, aside: str) -> str:
        """A line with something in brackets behind it."""
        return self._say("aside", line=line, aside=aside) if aside else line

    def _name(self, who: str) -> str:
        return self._team[who].name_in(self._lang) if who in self._team else who

    def _say(self, words: str, **facts: str) -> str:
        return filled(_WORDS[words][self._lang], self._lang, **facts)
