"""A Notice as plain JSON and back: what the outbox holds. Empty parts are left out."""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from knowledge.access.model import Kind, Told
from notifiers.notice import (
    Attachment,
    Choice,
    Evidence,
    Fact,
    Field,
    Form,
    InDoubt,
    Notice,
    ReplyPath,
    Ring,
    Stripe,
    Urgency,
)

_SCALARS = ("kind", "subject", "version", "lang", "zone", "text", "title", "badge", "settled", "foot", "foldable")


def to_plain(notice: Notice) -> dict[str, Any]:
    """The notice as JSON can say it."""
    plain: dict[str, Any] = {name: value for name in _SCALARS if (value := getattr(notice, name))}
    plain |= {"stripe": notice.stripe.value, "urgency": int(notice.urgency), "in_doubt": notice.in_doubt.value}
    plain["facts"] = [[fact.label, fact.value] for fact in notice.facts]
    plain["why"] = [[e.text, e.at.isoformat() if e.at else None, e.source, e.link] for e in notice.why]
    plain["choices"] = [[c.label, c.action, dict(c.args), c.primary, c.say] for c in notice.choices]
    plain["rings"] = [[ring.account, ring.name] for ring in notice.rings]
    plain["tells"] = [[told.kind.value, told.customer_id] for told in notice.tells]
    plain["form"] = _plain_form(notice.form) if notice.form else []
    file = notice.attachment
    plain["attachment"] = [file.name, file.media_type, b64encode(file.content).decode()] if file else []
    return {name: value for name, value in plain.items() if value != []}


def from_plain(plain: Mapping[str, Any]) -> Notice:
    """The notice that `to_plain` wrote."""
    return Notice(
        **{name: plain[name] for name in _SCALARS if name in plain},
        stripe=Stripe(plain["stripe"]),
        urgency=Urgency(plain["urgency"]),
        in_doubt=InDoubt(plain["in_doubt"]),
        facts=tuple(Fact(*item) for item in plain.get("facts", ())),
        why=tuple(_evidence(*item) for item in plain.get("why", ())),
        choices=tuple(Choice(*item) for item in plain.get("choices", ())),
        rings=tuple(Ring(*item) for item in plain.get("rings", ())),
        tells=tuple(Told(Kind(kind), customer_id) for kind, customer_id in plain.get("tells", ())),
        form=_form(**plain["form"]) if "form" in plain else None,
        attachment=_attachment(*plain["attachment"]) if "attachment" in plain else None,
    )


def path_to_plain(path: ReplyPath) -> dict[str, Any]:
    """A reply path as JSON can say it."""
    return {"kind": path.kind, "token": path.token, "until": path.expires_at.isoformat() if path.expires_at else None}


def path_from_plain(plain: Mapping[str, Any]) -> ReplyPath:
    """The path that `path_to_plain` wrote."""
    return ReplyPath(plain["kind"], plain["token"], datetime.fromisoformat(plain["until"]) if plain["until"] else None)


def _plain_form(form: Form) -> dict[str, Any]:
    fields = [[f.name, f.label, [list(option) for option in f.options], f.required, f.most] for f in form.fields]
    return {
        "title": form.title,
        "action": form.action,
        "args": dict(form.args),
        "fields": fields,
        "submit": form.submit,
    }


def _form(title: str, action: str, args: Mapping[str, str], fields: list[list[Any]], submit: str) -> Form:
    return Form(title, action, args, tuple(_field(*item) for item in fields), submit)


def _field(name: str, label: str, options: list[list[str]], required: bool, most: int) -> Field:  # noqa: FBT001  a value
    return Field(name, label, tuple((value, said) for value, said in options), required, most)


def _attachment(name: str, media_type: str, content: str) -> Attachment:
    return Attachment(name, media_type, b64decode(content))


def _evidence(text: str, at: str | None, source: str, link: str) -> Evidence:
    return Evidence(text, datetime.fromisoformat(at) if at else None, source, link)
