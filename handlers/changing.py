"""What all changes of facts share: their key and source, who may make them, and how they are taken back."""

from collections.abc import Iterable, Mapping
from datetime import date

from handlers.base import Answer, Ask, Pending, View
from handlers.newcomers import LANG
from knowledge.graph.model import Ownership
from knowledge.graph.sources import Document, from_message
from knowledge.people.model import Lang, Person, Role
from knowledge.people.view import people, person
from notifiers.notice import Choice

UNDO: Mapping[Lang, str] = {"zh": "撤销", "en": "Undo"}
HIGHEST = 6
"""So many managers above somebody are looked at."""

_SETTLE: Mapping[Lang, str] = {"zh": "以{who}为准", "en": "{who} is right"}


def change_key(ask: Ask) -> str:
    """What a change made by this message is known by; the same message never makes two."""
    return f"{ask.message.messenger}:{ask.message.event_id}"[:250]


def said_here(ask: Ask) -> Document:
    """The message as the source of a fact."""
    by = ask.person.person_id if ask.person else ""
    return from_message(ask.message.room.key, ask.message.message_id, by, ask.message.said_at)


def undo_choice(ask: Ask) -> Choice:
    """The button that takes back what this message changes."""
    args = {"change": change_key(ask), LANG: ask.lang}
    return Choice(UNDO[ask.lang], "undo_change", args, say=UNDO[ask.lang])


def undo_pending(ask: Ask, asked: str) -> Pending:
    """The same in a sentence: whoever says "undo" next means this change."""
    choice = undo_choice(ask)
    return Pending("undo_change", "words", choice.args, asked, ({**choice.args, "label": choice.label},))


def settle_choices(owners: Iterable[Ownership], names: Mapping[str, str], lang: Lang) -> tuple[Choice, ...]:
    """One button for each owner of several who cannot all be right."""
    return tuple(
        Choice(
            _SETTLE[lang].format(who=names.get(one.person_id, one.person_id)),
            "settle_conflict",
            {"customer_id": one.customer_id, "fact": str(one.fact_id)},
        )
        for one in owners
    )


def after_owner(ask: Ask, customer_id: str, answer: Answer) -> Pending:
    """What an answer about an owner may be followed by: which of several is right, or that it is somebody else."""
    about = {"customer_id": customer_id, LANG: ask.lang}
    if answer.choices:
        options = tuple({**choice.args, "label": choice.label} for choice in answer.choices)
        return Pending("settle_conflict", "words", about, answer.text, options)
    return Pending("correct_owner", "words", about, answer.text)


def open_owners(held: Iterable[Ownership], day: date) -> list[Ownership]:
    """Whoever owns a customer on `day` or later, as far as is recorded."""
    return [one for one in held if one.role is Role.REP and (one.valid_to is None or one.valid_to >= day)]


def may_correct(view: View, asker: Person | None, owners: Iterable[str]) -> bool:
    """Whether somebody may say who owns what these people own: they, whoever is above one of them, an admin.

    What nobody owns, everybody may.
    """
    ids = list(owners)
    if asker is None:
        return False
    mine = asker.role is Role.ADMIN or asker.person_id in ids or not ids
    return mine or any(asker.person_id in superiors(view, one) for one in ids)


def superiors(view: View, person_id: str) -> list[str]:
    """The manager of a person, theirs, and so on."""
    found: list[str] = []
    member = person(view.reader, person_id)
    while member is not None and member.manager_id and member.manager_id not in found and len(found) < HIGHEST:
        found.append(member.manager_id)
        member = person(view.reader, member.manager_id)
    return found


def names_of(view: View, ids: Iterable[str], lang: Lang) -> dict[str, str]:
    """What people of the team are called, by id; an id that nobody has serves as the name."""
    wanted = list(dict.fromkeys(one for one in ids if one))
    team = people(view.reader, wanted)
    return {one: team[one].name_in(lang) if one in team else one for one in wanted}
