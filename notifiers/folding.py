"""Many notices as one: a list that names each, the urgent ones first."""

from collections.abc import Mapping, Sequence

from knowledge.people.model import Lang
from notifiers.notice import InDoubt, Notice, Stripe

_TITLE: Mapping[Lang, str] = {"zh": "{count} 条提醒，合并成一条", "en": "{count} alerts, folded into one"}


def folded_notice(notices: Sequence[Notice], subject: str) -> Notice:
    """One notice for all of `notices` (at least one), in the language of the first, resent only if each may be."""
    first = notices[0]
    resend = all(notice.in_doubt is InDoubt.RESEND for notice in notices)
    lines = [f"· {_line(notice)}" for notice in notices]
    return Notice(
        kind="folded",
        subject=subject,
        version=1,
        lang=first.lang,
        text="\n".join([_TITLE[first.lang].format(count=len(notices)), *lines]),
        stripe=Stripe.INFO,
        urgency=max(notice.urgency for notice in notices),
        in_doubt=InDoubt.RESEND if resend else InDoubt.REPORT,
    )


def _line(notice: Notice) -> str:
    said = notice.title or notice.text.partition("\n")[0]
    cause = f" — {notice.why[0].text}" if notice.why else ""
    return f"{notice.badge} {said}{cause}".strip()
