"""A customer got another owner, or a leaver's customers were handed over: those whom it concerns hear of it."""

from collections.abc import Iterable, Mapping, Sequence

from knowledge.access.model import Kind, Told
from knowledge.graph.amendments import Amendment, amendment
from knowledge.graph.events import OwnershipChanged
from knowledge.graph.owning import CORRECT, HAND_OVER, SETTLE
from knowledge.graph.view import customer, fact_objects
from knowledge.people.model import Lang, Person
from knowledge.people.view import people_in_role, person
from notifiers.alert import Alert, Outgoing, Scene
from notifiers.filling import filled
from notifiers.notice import Notice
from notifiers.outbox import told
from notifiers.team import DECIDES, name_of, own_room

NEWS = "owner_news"

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "yours": {
        "zh": "{by}说，{customer}由你负责（自 {since}）。不对的话请跟我说。",
        "en": "{by} says that you own {customer} (from {since}). Tell me if that is wrong.",
    },
    "theirs": {
        "zh": "{by}说，{customer}由{who}负责，你那条记录不再算数。不对的话请跟我说。",
        "en": "{by} says that {who} owns {customer}; the record of you no longer counts. Tell me if that is wrong.",
    },
    "handed": {
        "zh": "{by}把{of}的 {count} 个客户交给了你（自 {since}）。问我“我的客户”能看到全部。",
        "en": "{by} handed {count} customers of {of} over to you (from {since}). Ask me for “my customers” to see all.",
    },
    "taken": {
        "zh": "{customer}原来没有负责人，{who}说由自己负责（自 {since}）。不对的话请跟我说。",
        "en": "Nobody owned {customer}; {who} says that they do now (from {since}). Tell me if that is wrong.",
    },
    "undone": {"zh": "这次改动已经撤销。", "en": "That change was undone."},
}


def compose(event: object, scene: Scene) -> Iterable[Outgoing]:
    """A line to the new owner and to those who were; to the same rooms when it is undone."""
    made = amendment(scene.reader, event.key) if isinstance(event, OwnershipChanged) else None
    if made is None or made.kind not in (CORRECT, HAND_OVER, SETTLE) or not isinstance(event, OwnershipChanged):
        return
    if event.undone:
        for address in told(scene.reader, NEWS, made.key):
            lang = scene.language_of(scene.reads_at(scene.reader, address))
            yield Notice(NEWS, made.key, 2, lang, zone=scene.zone.key, text=_WORDS["undone"][lang]), address
        return
    for who, words in _concerned(made, scene):
        room = own_room(scene, who.person_id)
        if room is not None and who.person_id != made.actor_id:
            lang = scene.language_of(who)
            text = _text(made, words, scene, lang)
            yield _notice(made.key, text, lang, scene.zone_of(who).key, _tells(made)), room


def _tells(made: Amendment) -> tuple[Told, ...]:
    """A customer and its owner; of a hand-over only how many customers there are, which is of none in particular."""
    return (Told(Kind.OWNERSHIP, "" if made.kind == HAND_OVER else made.subject),)


def _concerned(made: Amendment, scene: Scene) -> Sequence[tuple[Person, str]]:
    to = str(made.details["to"] if made.kind == HAND_OVER else made.details["person"])
    before = fact_objects(scene.reader, made.withdrawn) if made.kind != HAND_OVER else ()
    found = [(to, "handed" if made.kind == HAND_OVER else "yours")]
    found += [(one, "theirs") for one in sorted(set(before)) if one != to]
    if made.kind == CORRECT and to == made.actor_id and not before:
        found += [(one, "taken") for one in _above(to, scene)]
    known = [(person(scene.reader, who), words) for who, words in found]
    return [(who, words) for who, words in known if who is not None]


def _above(person_id: str, scene: Scene) -> list[str]:
    """The manager of somebody who takes what nobody owned, and with it sees all of it; else those who decide."""
    member = person(scene.reader, person_id)
    if member is not None and member.manager_id:
        return [member.manager_id]
    return [one for role in DECIDES for one in people_in_role(scene.reader, role)]


def _text(made: Amendment, words: str, scene: Scene, lang: Lang) -> str:
    known = customer(scene.reader, made.subject)
    return _said(
        words,
        lang,
        by=name_of(scene, made.actor_id, lang),
        customer=known.name_in(lang) if known else made.subject,
        since=str(made.details.get("since", made.at.astimezone(scene.zone).date().isoformat())),
        who=name_of(scene, str(made.details.get("person", "")), lang),
        of=name_of(scene, made.subject, lang),
        count=str(len(made.details.get("customers", ()))),
    )


def _notice(key: str, text: str, lang: Lang, zone: str, tells: tuple[Told, ...]) -> Notice:
    return Notice(NEWS, key, 1, lang, zone=zone, text=text, tells=tells)


def _said(words: str, lang: Lang, **facts: str) -> str:
    return filled(_WORDS[words][lang], lang, **facts)


def example(lang: Lang) -> Notice:
    """How it looks, for previews."""
    names = {"zh": ("周敏", "华东光伏"), "en": ("Zhou Min", "Huadong PV")}[lang]
    text = _said("yours", lang, by=names[0], customer=names[1], since="2026-01-12")
    return _notice("local:example", text, lang, "UTC", (Told(Kind.OWNERSHIP, "C001"),))


ALERT = Alert("owner_news", (OwnershipChanged,), compose, example)
