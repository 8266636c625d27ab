"""The minutes of a meeting: to the room where its recording was shared and to the customer's owner, edited in place."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from knowledge.access.model import Kind, Told
from knowledge.access.view import standing_of
from knowledge.graph.view import customer, some_customers
from knowledge.meetings.events import CommitmentsChecked, ItemChanged, MeetingChanged, MinutesReady
from knowledge.meetings.model import Check, Consent, Finding, Item, ItemKind, ItemState, Meeting
from knowledge.meetings.view import checks, item, meeting, minutes, transcript
from knowledge.people.model import Lang
from knowledge.people.rooms import known_room, listeners
from notifiers.alert import Alert, Outgoing, Scene
from notifiers.filling import filled
from notifiers.formats import ClockFace
from notifiers.minutes_text import check_lines, clock, minutes_lines, speaker_named, transcript_text
from notifiers.notice import Address, Attachment, Choice, Evidence, Fact, Notice, Stripe
from notifiers.outbox import address_of, told
from notifiers.team import deciders, name_of, own_room
from notifiers.telling import withheld

CARD, FILE = "minutes", "minutes_file"
QUOTES = 4
MOST_CANDIDATES = 3
LONGEST_LABEL = 14
"""Of a commitment's own words on a button."""

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "badge": {"zh": "纪要", "en": "Minutes"},
    "badge_asks": {"zh": "待确认", "en": "Which customer?"},
    "title": {"zh": "{what} 会议纪要", "en": "Minutes: {what}"},
    "asks": {"zh": "这场会是和哪个客户开的？", "en": "Which customer was this meeting with?"},
    "customer": {"zh": "客户", "en": "Customer"},
    "held": {"zh": "时间", "en": "Held"},
    "length": {"zh": "时长", "en": "Length"},
    "shared": {"zh": "录音来自", "en": "Recording from"},
    "consent": {"zh": "录音告知", "en": "Consent"},
    "consent_by": {"zh": "{who} 确认已告知对方", "en": "{who} says everybody knew"},
    "consent_open": {"zh": "还没有记录", "en": "not noted yet"},
    "knew": {"zh": "对方知道在录音", "en": "They knew"},
    "say_knew": {"zh": "对方知道在录音", "en": "they knew about the recording"},
    "other": {"zh": "不是这个客户", "en": "Another customer"},
    "say_other": {"zh": "这场会是和{customer}开的", "en": "that meeting was with {customer}"},
    "kept": {"zh": "做完了：{text}", "en": "Done: {text}"},
    "say_kept": {"zh": "上次答应的第{number}条做完了", "en": "earlier commitment {number} is done"},
    "foot": {
        "zh": "要改就说“纪要第2条改成周五”或“删掉纪要第3条”。",
        "en": "To change it, say “minutes 2 is due Friday” or “drop minutes 3”.",
    },
    "source": {"zh": "录音 {time} {who}", "en": "recording {time} {who}"},
    "handed_on": {
        "zh": "已归到{customer}，纪要给了跟这家客户的同事。",
        "en": "Filed under {customer}; the minutes went to the colleagues who work with them.",
    },
    "file": {"zh": "会议纪要", "en": "minutes"},
    "whole": {"zh": "{title}，附全文", "en": "{title}, with the whole transcript"},
}


def compose(event: object, scene: Scene) -> Iterable[Outgoing]:
    """The card wherever it is wanted or was shown before; who saw it and may not read on is told where it went."""
    if not isinstance(event, MinutesReady | MeetingChanged | ItemChanged | CommitmentsChecked):
        return
    held = meeting(scene.reader, event.meeting_id)
    if held is None or not transcript(scene.reader, held.meeting_id):
        return
    shown = told(scene.reader, CARD, held.meeting_id)
    for address in dict.fromkeys([*shown, *_wanted(held, scene)]):
        card = _card(held, scene, address)
        if address in shown and withheld(scene, scene.rights(), card, address) is not None:
            yield _handed_on(card), address
            continue
        yield card, address
        yield _file(held, card, scene), address


def _wanted(held: Meeting, scene: Scene) -> list[Address]:
    """The room and the owners; whoever shared it alone, where the room must not hear it or the customer is not clear:
    then they are asked.
    """
    sharer = own_room(scene, held.recorded_by) if held.recorded_by else None
    if not held.customer_id:
        return [sharer] if sharer else deciders(scene)
    place = address_of(held.room_key)
    owners = standing_of(scene.reader, held.customer_id, scene.today).owners - {held.recorded_by}
    hears = hears_of_deals(scene, place, held.customer_id)
    rooms = [own_room(scene, one) for one in sorted(owners - _seated(place, scene) if hears else owners)]
    return [room for room in (place if hears else sharer, *rooms) if room is not None]


def hears_of_deals(scene: Scene, place: Address, customer_id: str) -> bool:
    """Whether whoever reads there may know a customer's deals."""
    notice = Notice(CARD, customer_id, 1, scene.language, tells=(Told(Kind.DEAL, customer_id),))
    return withheld(scene, scene.rights(), notice, place) is None


def _handed_on(card: Notice) -> Notice:
    """What remains of the card where its reader said that the meeting is of a customer whose deals are not theirs."""
    said = _said("handed_on", card.lang, customer=card.facts[0].value)
    return replace(card, text="", facts=(), why=(), choices=(), foot="", tells=(), stripe=Stripe.DONE, settled=said)


def _seated(place: Address, scene: Scene) -> frozenset[str]:
    """Who is known to read in a room: nobody is told twice."""
    known = known_room(scene.reader, place.messenger, place.room_id)
    if known is None:
        return frozenset()
    people = listeners(scene.reader, known.room, known, scene.now).people or ()
    return frozenset(one.person_id for one in people)


def _card(held: Meeting, scene: Scene, address: Address) -> Notice:
    reader = scene.reads_at(scene.reader, address)
    known = known_room(scene.reader, address.messenger, address.room_id)
    lang = scene.language_of(reader or (known.room if known else None))
    face = ClockFace(scene.zone_of(reader) if reader else scene.zone, lang, scene.now)
    items = minutes(scene.reader, held.meeting_id)
    notice = _notice(held, items, _names(held, scene, lang), face)
    earlier = _earlier(held, scene, lang)
    return replace(
        notice,
        text="\n".join([notice.text, *earlier]),
        choices=_choices(held, scene, lang),
        tells=(Told(Kind.DEAL, held.customer_id),) if held.customer_id else (),
    )


def _names(held: Meeting, scene: Scene, lang: Lang) -> Mapping[str, str]:
    known = customer(scene.reader, held.customer_id) if held.customer_id else None
    by = held.consent.given_by if held.consent else ""
    return {
        "customer": known.name_in(lang) if known else "",
        "shared": name_of(scene, held.recorded_by, lang) if held.recorded_by else "",
        "consent": name_of(scene, by, lang) if by else "",
    }


def _earlier(held: Meeting, scene: Scene, lang: Lang) -> list[str]:
    """What this meeting says of earlier commitments."""
    found = checks(scene.reader, held.meeting_id)
    lines = check_lines(found, _checked(found, scene), lang)
    return ["", *lines] if lines else []


def _checked(found: Sequence[Check], scene: Scene) -> Mapping[str, Item]:
    """The commitments of earlier meetings that were looked for."""
    return {one.item_id: known for one in found if (known := item(scene.reader, one.item_id))}


def _said_done(held: Meeting, scene: Scene, lang: Lang) -> list[Choice]:
    """A button for each that this meeting says is done, and that nobody has settled."""
    found = checks(scene.reader, held.meeting_id)
    known = _checked(found, scene)
    return [
        Choice(
            _said("kept", lang, text=known[one.item_id].text[:LONGEST_LABEL].rstrip("。.")),
            "settle_commitment",
            {"meeting": held.meeting_id, "item": one.item_id},
            say=_said("say_kept", lang, number=str(number)),
        )
        for number, one in enumerate(found, 1)
        if one.finding is Finding.DONE and one.item_id in known and known[one.item_id].state is ItemState.OPEN
    ][:MOST_CANDIDATES]


def _notice(held: Meeting, items: Sequence[Item], names: Mapping[str, str], face: ClockFace) -> Notice:
    lang, today = face.lang, held.held_at.astimezone(face.zone).date()
    sure = bool(held.customer_id)
    asks = [] if sure else [_WORDS["asks"][lang]]
    return Notice(
        kind=CARD,
        subject=held.meeting_id,
        version=max(held.turns, 1),
        lang=lang,
        zone=face.zone.key,
        title=_said("title", lang, what=names["customer"] or held.title),
        text="\n".join([*asks, *minutes_lines(items, lang, today)]),
        stripe=Stripe.INFO,
        badge=_WORDS["badge" if sure else "badge_asks"][lang],
        facts=_facts(held, names, face),
        why=_quotes(items, held, lang),
        foot=_WORDS["foot"][lang],
    )


def _facts(held: Meeting, names: Mapping[str, str], face: ClockFace) -> tuple[Fact, ...]:
    lang = face.lang
    consent = _said("consent_by", lang, who=names["consent"]) if held.consent else _WORDS["consent_open"][lang]
    told_of = {
        "customer": names["customer"],
        "held": face.tells(held.held_at),
        "length": clock(held.seconds),
        "shared": names["shared"],
        "consent": consent,
    }
    return tuple(Fact(_WORDS[name][lang], value) for name, value in told_of.items() if value)


def _quotes(items: Sequence[Item], held: Meeting, lang: Lang) -> tuple[Evidence, ...]:
    """The words that the commitments and decisions stand on."""
    telling = [one for one in items if one.kind in (ItemKind.COMMITMENT, ItemKind.DECISION)]
    return tuple(Evidence(f"“{one.quote}”", held.held_at, _place(one, lang)) for one in telling[:QUOTES])


def _place(one: Item, lang: Lang) -> str:
    """Where in the recording it is said, and by whom."""
    return _said("source", lang, time=clock(one.at), who=speaker_named(one.speaker, lang))


def _choices(held: Meeting, scene: Scene, lang: Lang) -> tuple[Choice, ...]:
    args = {"meeting": held.meeting_id}
    if not held.customer_id:
        known = some_customers(scene.reader, list(held.candidates[:MOST_CANDIDATES]))
        named = [(one, known[one].name_in(lang)) for one in held.candidates[:MOST_CANDIDATES] if one in known]
        return (
            *(
                Choice(name, "file_meeting", {**args, "customer_id": one}, say=_said("say_other", lang, customer=name))
                for one, name in named
            ),
            Choice(_WORDS["other"][lang], "file_meeting", args),
        )
    knew = Choice(_WORDS["knew"][lang], "note_consent", args, primary=True, say=_WORDS["say_knew"][lang])
    other = Choice(_WORDS["other"][lang], "file_meeting", args)
    return (*_said_done(held, scene, lang), *(() if held.consent else (knew,)), other)


def _file(held: Meeting, card: Notice, scene: Scene) -> Notice:
    """The whole text as a file: a message of its own, sent once, so that the card can still be edited."""
    day, lang = held.held_at.astimezone(scene.zone).date(), card.lang
    items, lines = minutes(scene.reader, held.meeting_id), transcript(scene.reader, held.meeting_id)
    text = transcript_text(items, lines, lang, day)
    name = f"{_WORDS['file'][lang]}-{day.isoformat()}.txt"
    return Notice(
        kind=FILE,
        subject=held.meeting_id,
        version=1,
        lang=lang,
        text=_said("whole", lang, title=card.title),
        attachment=Attachment(name, "text/plain; charset=utf-8", text.encode()),
        tells=card.tells,
    )


def _said(words: str, lang: Lang, **facts: str) -> str:
    return filled(_WORDS[words][lang], lang, **facts)


def example(lang: Lang) -> Notice:
    """How it looks, for previews."""
    at = datetime(2026, 1, 12, 2, 0, tzinfo=UTC)
    said = {
        "zh": ("周四之前给您新的报价单。", "韩梅", "周四之前给新的报价单", "华东光伏", "你们的价格贵了百分之十五。"),
        "en": (
            "I'll send you the new quote by Thursday.",
            "Han Mei",
            "send the new quote",
            "Huadong PV",
            "You are fifteen percent above the others.",
        ),
    }[lang]
    quote, who, text, name, objection = said
    items = [
        Item(ItemKind.COMMITMENT, text, quote, 0, 21.0, who, 0.9, "promise", who=who, due_on=date(2026, 1, 15)),
        Item(ItemKind.OBJECTION, objection, objection, 1, 12.0, "2", 0.8, "price"),
    ]
    held = Meeting("recording-1", at, "weekly", "C001", room_key="local:east", seconds=51, turns=1)
    held = replace(held, consent=Consent("button", "han.mei", at))
    names = {"customer": name, "shared": who, "consent": who}
    notice = _notice(held, items, names, ClockFace(ZoneInfo("UTC"), lang, at))
    return replace(notice, tells=(Told(Kind.DEAL, "C001"),))


ALERT = Alert(CARD, (MinutesReady, MeetingChanged, ItemChanged, CommitmentsChecked), compose, example)
