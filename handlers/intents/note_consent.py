"""Everybody in a meeting knew that it was recorded: noted with who says so, and when."""

from collections.abc import Mapping

from handlers.base import Answer, Ask, Intent, Outcome, Plan, View, sentences
from handlers.meetings import may_settle, meeting_asked
from knowledge.access.model import Kind
from knowledge.meetings.commands import NoteConsent
from knowledge.meetings.model import Consent
from knowledge.people.model import Lang

NAME = "note_consent"

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "done": {"zh": "记下了：对方知道在录音。", "en": "Noted: everybody knew about the recording."},
    "already": {"zh": "已经记过了。", "en": "That is noted already."},
    "unknown": {"zh": "这个群里还没有会议录音。", "en": "No recording of a meeting was shared here."},
    "not_yours": {
        "zh": "这要由分享录音的人，或跟这家客户的同事来确认。",
        "en": "Whoever shared the recording, or works with that customer, can say so.",
    },
}


def plan(ask: Ask, view: View) -> Plan:
    """Note it once, in the asker's name."""
    view.need(Kind.OWNERSHIP)
    held = meeting_asked(ask, view)
    if held is None:
        return _told(ask, "unknown", Outcome.UNKNOWN)
    if not may_settle(view, held) or ask.person is None:
        return _told(ask, "not_yours", Outcome.REFUSED)
    if held.consent is not None:
        return _told(ask, "already", Outcome.DONE)
    consent = Consent("said" if not ask.message.press else "button", ask.person.person_id, ask.now)
    done = Answer(Outcome.DONE, _WORDS["done"][ask.lang])
    return Plan(done, (NoteConsent(held.meeting_id, consent),))


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
