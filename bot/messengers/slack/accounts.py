"""A user object of Slack's as an Account."""

from collections.abc import Mapping
from typing import Any

from knowledge.people.model import Account, Handle, Lang

OUTSIDE = ("is_restricted", "is_ultra_restricted", "is_stranger")
"""Guests of the workspace, and people of another company in a shared channel."""


def account_of(user: Mapping[str, Any], our_id: str) -> Account:
    """What Slack tells of a person; the e-mail address only where the bot may read it."""
    profile = user.get("profile") or {}
    names = (profile.get("display_name"), profile.get("real_name"), user.get("real_name"), user.get("name"))
    told = any(flag in user for flag in OUTSIDE)
    return Account(
        handle=Handle("slack", our_id),
        name=str(next((name for name in names if name), "")),
        email=str(profile.get("email") or "").lower(),
        mobile=str(profile.get("phone") or ""),
        language=_language(str(user.get("locale") or "")),
        timezone=str(user.get("tz") or ""),
        outsider=any(user.get(flag) for flag in OUTSIDE) if told else None,
        active=not user.get("deleted"),
        bot=bool(user.get("is_bot")),
    )


def _language(locale: str) -> Lang | None:
    return "zh" if locale.startswith("zh") else "en" if locale.startswith("en") else None
