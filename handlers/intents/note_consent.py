"""Everybody in a meeting knew that it was recorded: noted with who says so, and when."""

from collections.abc import Mapping

from handlers.base import Answer, Ask, Intent, Outcome, Plan, View, sentences
from handlers.meetings import meeting_meant
from knowledge.meetings.commands import NoteConsent
from knowledge.meetings.model import Consent
from knowledge.people.model import Lang

NAME = "note_consent"

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "done": {"zh": "记下了：对方知道在录音。", "en": "Noted: everybody knew about the recording."},
    "already": {"zh": "已经记过了。", "en": "That is noted already."},
}


def plan(ask: Ask, view: View) -> Plan:
    """Note it once, in the asker's name."""
    held = meeting_meant(ask, view)
    if isinstance(held, Plan):
        return held
    if held.consent is not None:
        return _told(ask, "already", Outcome.DONE)
    who, how = ask.person.person_id if ask.person else "", "button" if ask.message.press else "said"
    consent = NoteConsent(held.meeting_id, Consent(how, who, ask.now))
    return Plan(Answer(Outcome.DONE, _WORDS["done"][ask.lang]), (consent,))


def _told(ask: Ask, words: str, outcome: Outcome) -> Plan:
    return Plan(Answer(outcome, _WORDS[words][ask.lang]))


INTENT = Intent(
    name=NAME,
    title={"zh": "记下对方知道在录音", "en": "note that everybody knew about a recording"},
    examples={"zh": ("对方知道在录音",), "en": ("they knew about the recording",)},
    patterns=sentences(
        r"(?:对方|客户|他们|大家|参会的?人?)(?:都)?(?:知道|同意|清楚)(?:在|要|会|了)?(?:被)?录音(?:的|了)?",
        r"(?:已经?)?(?:告知|跟(?:对方|客户)说)(?:过)?(?:对方|客户)?(?:在|要|会)?录音了?",
        r"(?:they|everybody|everyone|the\s+customer)\s+(?:all\s+)?(?:knew|know|agreed|consented)\s+"
        r"(?:about|to|of)\s+(?:the\s+recording|being\s+recorded)",
    ),
    plan=plan,
)
