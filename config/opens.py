"""Tracked links: how long they lead anywhere, and when an open is one. `[opens]` in dazi.toml."""

from collections.abc import Sequence
from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from config.wording import expected

SCANNERS = ("40.92.0.0/15", "40.107.0.0/16", "52.100.0.0/14", "52.238.78.88/32", "104.47.0.0/17", "2a01:111:f403::/48")
"""Microsoft's mail protection, which opens links before people do ("Office 365 URLs and IP address ranges", Exchange
Online, id 9 and 10)."""


def _network(text: str) -> str:
    try:
        return str(ip_network(text))
    except ValueError:
        raise expected("a network such as 40.92.0.0/15", "网段，例如 40.92.0.0/15") from None


class OpensSettings(BaseModel):
    """Tracked links. `link_days` is how long one works, `sitting_minutes` after how long a pause an open is told anew.

    Within `too_soon_seconds` of being taken, nobody can have been sent a link. Calls from the networks of `scanners`
    are no opens. `cookie`: visitors are known again by a cookie of the bot's own host; without it by the day's trace.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    link_days: int = Field(365, ge=1, le=3650)
    sitting_minutes: int = Field(30, ge=1, le=1440)
    too_soon_seconds: int = Field(10, ge=0, le=600)
    cookie: bool = True
    scanners: tuple[Annotated[str, AfterValidator(_network)], ...] = SCANNERS

    @property
    def lasting(self) -> timedelta:
        """How long a link works."""
        return timedelta(days=self.link_days)

    @property
    def gap(self) -> timedelta:
        """The pause that ends a sitting."""
        return timedelta(minutes=self.sitting_minutes)

    @property
    def too_soon(self) -> timedelta:
        """How long after it was taken nobody can have a link."""
        return timedelta(seconds=self.too_soon_seconds)

    def networks(self) -> Sequence[IPv4Network | IPv6Network]:
        """The networks of scanners."""
        return [ip_network(one) for one in self.scanners]
