"""A hot lead: the card, who gets it, and how it changes while people act on it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from knowledge.access.model import Kind, Told
from knowledge.leads.events import HotLeadChanged, HotLeadReminded
from knowledge.leads.model import AlertState, Happened, HotLead, Lead, RejectReason
from knowledge.leads.view import hot_lead, lead
from knowledge.people.model import Lang, Person, Role
from knowledge.people.view import people_in_role, person, room, rooms_of_region, zones_in_use
from notifiers.alert import QUIET_DAYS, Alert, Outgoing, Scene
from notifiers.filling import filled
from notifiers.formats import ClockFace, source_name
from notifiers.notice import Address, Choice, Evidence, Fact, InDoubt, Notice, Stripe, Urgency
from notifiers.outbox import again, told, told_again
from notifiers.telling import audience_at

CARD, REMINDER = "hot_lead", "hot_lead_reminder"

TAKES, MOST_ALONE = frozenset({Role.REP, Role.MANAGER}), 20
"""Who takes leads; so many of a room, at most, are told alone where the room may not hear."""

WORDS: Mapping[str, Mapping[Lang, str]] = {
    "badge": {"zh": "🔥 热线索", "en": "🔥 Hot lead"},
    "badge_done": {"zh": "已处理", "en": "Settled"},
    "badge_reminder": {"zh": "🔥 到时提醒", "en": "🔥 Reminder"},
    "unknown": {"zh": "未留公司名", "en": "company not given"},
    "lead": {"zh": "线索", "en": "Lead"},
    "contact": {"zh": "联系人", "en": "Contact"},
    "email": {"zh": "邮箱", "en": "E-mail"},
    "region": {"zh": "区域", "en": "Region"},
    "channel": {"zh": "来源", "en": "Came from"},
    "owner": {"zh": "负责人", "en": "Owner"},
    "nobody": {"zh": "暂无", "en": "nobody yet"},
    "claim": {"zh": "我来跟进", "en": "Claim"},
    "unclaim": {"zh": "撤回认领", "en": "Undo claim"},
    "reject": {"zh": "不是线索", "en": "Not a lead"},
    "snooze": {"zh": "明早再说", "en": "Later"},
    "claimed": {"zh": "{who}已于 {when} 认领", "en": "Claimed by {who} at {when}"},
    "rejected": {"zh": "{who}于 {when} 标为不是线索：{reason}", "en": "Not a lead, says {who} at {when}: {reason}"},
    "snoozed": {"zh": "{who}稍后处理，{again} 再提醒", "en": "{who} will look later; I'll remind at {again}"},
    "given_back": {"zh": "{who}于 {when} 放回，等人认领", "en": "Given back by {who} at {when}; open again"},
    "foot": {
        "zh": "规则“{rule}”· {when} 触发 · 同一线索只提醒一次，安静 {quiet} 天后才会再提醒",
        "en": "Rule “{rule}” · met at {when} · told once, and again only after {quiet} quiet days",
    },
}

_SAY: Mapping[str, Mapping[Lang, str]] = {
    "claim": {"zh": "认领 {lead}", "en": "claim {lead}"},
    "unclaim": {"zh": "撤回认领 {lead}", "en": "unclaim {lead}"},
    "reject": {"zh": "{lead} 不是线索", "en": "{lead} is not a lead"},
    "snooze": {"zh": "{lead} 明早再说", "en": "snooze {lead}"},
}
"""Sentences that do what the buttons do; tests hold them against the intents."""

REASONS: Mapping[str, Mapping[Lang, str]] = {
    RejectReason.STUDENT: {"zh": "学生或求职", "en": "Student or job seeker"},
    RejectReason.COMPETITOR: {"zh": "同行", "en": "Competitor"},
    RejectReason.SUPPLIER: {"zh": "供应商", "en": "Supplier"},
    RejectReason.NO_BUDGET: {"zh": "没有预算", "en": "No budget"},
    RejectReason.DUPLICATE: {"zh": "重复", "en": "Duplicate"},
}

_DID: Mapping[str, Mapping[Lang, str]] = {
    "page_view": {"zh": "浏览 {page}", "en": "Viewed {page}"},
    "download": {"zh": "下载 {asset}", "en": "Downloaded {asset}"},
    "form": {"zh": "提交表单 {form}", "en": "Sent the form {form}"},
    "email_open": {"zh": "打开邮件 {subject}", "en": "Opened the e-mail {subject}"},
}


def compose(event: object, scene: Scene) -> Iterable[Outgoing]:
    """The card for whoever should have it; where it was shown before, it changes there."""
    if not isinstance(event, HotLeadChanged | HotLeadReminded):
        return
    alert = hot_lead(scene.reader, event.alert_id)
    subject = lead(scene.reader, alert.lead_id) if alert else None
    if alert is None or subject is None:
        return
    yield from _where_shown(alert, subject, scene)
    if isinstance(event, HotLeadReminded):
        for notice, address in _fresh(alert, subject, scene, REMINDER, [_direct(event.person_id, scene)]):
            yield replace(notice, subject=again(notice.subject, alert.version), foldable=True), address
    elif alert.version == 1:
        yield from _fresh(alert, subject, scene, CARD, list(_audience(subject, scene)))


def _where_shown(alert: HotLead, subject: Lead, scene: Scene) -> Iterator[Outgoing]:
    known = str(alert.alert_id)
    for address in told(scene.reader, CARD, known):
        yield card(alert, subject, scene, CARD, address), address
    for reminder, address in told_again(scene.reader, REMINDER, known):
        yield replace(card(alert, subject, scene, REMINDER, address), subject=reminder), address


def _fresh(alert: HotLead, subject: Lead, scene: Scene, kind: str, to: list[Address | None]) -> Iterator[Outgoing]:
    for address in [address for address in to if address] or _at_least(scene):
        yield card(alert, subject, scene, kind, address), address


def _at_least(scene: Scene) -> list[Address]:
    """Where nobody else can be told: the operator, else all managers."""
    if scene.operator is not None:
        return [scene.operator]
    found = [_direct(person_id, scene) for person_id in people_in_role(scene.reader, Role.MANAGER)]
    return [address for address in found if address]


def _audience(subject: Lead, scene: Scene) -> Iterator[Address | None]:
    """The lead's owner; where nobody owns it the rooms of its region, or where none of these may hear of it, those who
    sit there and could take it, each alone.
    """
    if subject.owner_id:
        yield _direct(subject.owner_id, scene)
        return
    rooms = rooms_of_region(scene.reader, subject.region) if subject.region else []
    places = [Address(one.messenger, one.room_id) for one in rooms]
    heard = [(address, audience_at(scene, address)) for address in places]
    rights = scene.rights()
    fit = [address for address, who in heard if rights.not_for_room(Told(Kind.LEAD), who) is None]
    yield from fit or _alone([one for _, who in heard for one in who.members or ()], scene)


def _alone(members: Iterable[Person], scene: Scene) -> Iterator[Address | None]:
    takers = dict.fromkeys(one.person_id for one in members if one.role in TAKES)
    yield from (_direct(one, scene) for one in list(takers)[:MOST_ALONE])


def _direct(person_id: str, scene: Scene) -> Address | None:
    member = person(scene.reader, person_id)
    if not scene.rights().sees(member, Kind.LEAD):
        return None
    return scene.direct(scene.reader, person_id)


def card(alert: HotLead, subject: Lead, scene: Scene, kind: str, address: Address) -> Notice:
    """The card as it stands now, in the language of whoever reads at `address`."""
    place = room(scene.reader, address.messenger, address.room_id)
    owner = person(scene.reader, subject.owner_id) if subject.owner_id else None
    alone = scene.reads_at(scene.reader, address)
    lang = scene.language_of(alone or place)
    zone = scene.zone_of(alone) if alone else scene.zone
    face = ClockFace(zone, lang, scene.now, named=alone is None and len(zones_in_use(scene.reader)) > 1)
    rule = scene.rule(alert.rule)
    return Notice(
        kind=kind,
        subject=str(alert.alert_id),
        version=alert.version,
        lang=lang,
        zone=zone.key,
        title=_title(subject, lang),
        stripe=Stripe.HOT if alert.state is AlertState.OPEN else Stripe.DONE,
        badge=_badge(alert, kind, lang),
        facts=_facts(subject, owner, lang),
        why=tuple(_evidence(event, lang) for event in alert.evidence),
        choices=_choices(alert, subject, lang),
        settled=_settled(alert, person(scene.reader, alert.actor_id), face),
        foot=WORDS["foot"][lang].format(rule=rule.name[lang], when=face.tells(alert.opened_at), quiet=rule.quiet_days),
        urgency=Urgency.HIGH,
        in_doubt=InDoubt.RESEND if alone else InDoubt.REPORT,
        foldable=alert.version == 1,
        tells=(Told(Kind.LEAD),),
    )


def did(event: Happened, lang: Lang) -> str:
    """What happened, in a few words; an unknown kind of signal keeps its own name."""
    pattern = _DID.get(event.kind)
    values = {str(name): str(value) for name, value in event.attributes.items()}
    if pattern is None:
        return f"{event.kind} {values}" if values else event.kind
    return pattern[lang].format_map(_Gaps(values))


def _evidence(event: Happened, lang: Lang) -> Evidence:
    return Evidence(did(event, lang), event.at, source_name(event.source, lang))


class _Gaps(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def _title(subject: Lead, lang: Lang) -> str:
    who = subject.customer_name or subject.email or f"{subject.lead_id} ({WORDS['unknown'][lang]})"
    if not subject.contact_name:
        return who
    return f"{who}（{subject.contact_name}）" if lang == "zh" else f"{who} ({subject.contact_name})"


def _badge(alert: HotLead, kind: str, lang: Lang) -> str:
    if alert.state is not AlertState.OPEN:
        return WORDS["badge_done"][lang]
    return WORDS["badge_reminder" if kind == REMINDER else "badge"][lang]


def _facts(subject: Lead, owner: Person | None, lang: Lang) -> tuple[Fact, ...]:
    values = {
        "owner": owner.name_in(lang) if owner else WORDS["nobody"][lang],
        "region": subject.region,
        "channel": " / ".join(part for part in (subject.channel, subject.utm_source) if part),
        "email": subject.email,
        "lead": subject.lead_id,
    }
    return tuple(Fact(WORDS[name][lang], value) for name, value in values.items() if value)


def _choices(alert: HotLead, subject: Lead, lang: Lang) -> tuple[Choice, ...]:
    offered = {
        AlertState.OPEN: ("claim", "reject", "snooze"),
        AlertState.SNOOZED: ("claim", "reject"),
        AlertState.CLAIMED: ("unclaim",),
        AlertState.REJECTED: ("claim",),
    }[alert.state]
    args = {"alert": str(alert.alert_id)}
    return tuple(
        Choice(
            label=WORDS[name][lang],
            action=f"{name}_lead",
            args=args,
            primary=name == "claim" and alert.state is AlertState.OPEN,
            say=_SAY[name][lang].format(lead=subject.lead_id),
        )
        for name in offered
    )


def _settled(alert: HotLead, actor: Person | None, face: ClockFace) -> str:
    if alert.acted_at is None or actor is None:
        return ""
    words = "given_back" if alert.state is AlertState.OPEN else alert.state.value
    reason = REASONS.get(alert.reason, {}).get(face.lang, alert.reason)
    again = face.tells(alert.remind_at) if alert.remind_at else ""
    when = face.tells(alert.acted_at)
    said = WORDS[words][face.lang]
    return filled(said, face.lang, who=actor.name_in(face.lang), when=when, reason=reason, again=again)


def example(lang: Lang) -> Notice:
    """A card as it looks when it rises, for previews and golden files."""
    at = datetime(2026, 1, 12, 2, 0, tzinfo=UTC)
    name = {"zh": "华东光伏", "en": "East China Solar"}[lang]
    subject = Lead("L-1001", name, "Wang Fang", "wang.fang@example.com", "web", "baidu", "east")
    seen = (
        Happened("e3", "form", at, "web", {"form": "maintenance"}),
        Happened("e2", "download", at, "web", {"asset": "service-whitepaper"}),
        Happened("e1", "page_view", at, "web", {"page": "/compare/rival"}),
    )
    alert = HotLead(1, subject.lead_id, "comparing-us", at, at, seen, AlertState.OPEN, 1)
    rule = {"zh": "竞品对比三连", "en": "Comparing us"}[lang]
    return Notice(
        kind=CARD,
        subject="1",
        version=1,
        lang=lang,
        title=_title(subject, lang),
        stripe=Stripe.HOT,
        badge=_badge(alert, CARD, lang),
        facts=_facts(subject, None, lang),
        why=tuple(_evidence(event, lang) for event in seen),
        choices=_choices(alert, subject, lang),
        foot=WORDS["foot"][lang].format(rule=rule, when="10:00", quiet=QUIET_DAYS),
        urgency=Urgency.HIGH,
        foldable=True,
        tells=(Told(Kind.LEAD),),
    )


ALERT = Alert("hot_lead", (HotLeadChanged, HotLeadReminded), compose, example)
