"""Whether a call of a tracked link is a person opening it; each decision has its reason. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network

from capture.opens.agents import Caller, agent_of
from capture.public_addresses import Ip

Network = IPv4Network | IPv6Network


class Reason(StrEnum):
    """Why a call counts as an open, or why not. The last two are found out when it is recorded."""

    PERSON = "person"
    HEAD = "head"
    PREFETCH = "prefetch"
    PREVIEW = "preview"
    SCANNER = "scanner"
    CRAWLER = "crawler"
    PROGRAM = "program"
    NO_AGENT = "no_agent"
    EMBEDDED = "embedded"
    NOT_FOR_A_PAGE = "not_for_a_page"
    NO_LANGUAGE = "no_language"
    TOO_SOON = "too_soon"
    OFTEN = "often"
    OURS = "ours"


@dataclass(frozen=True, slots=True)
class Hit:
    """One call of a link, as far as its headers tell.

    `purpose` joins Purpose, Sec-Purpose, X-Purpose and X-Moz; `mode` and `dest` are Sec-Fetch-Mode and Sec-Fetch-Dest.
    """

    at: datetime
    method: str = "GET"
    agent: str = ""
    language: str = ""
    accept: str = ""
    purpose: str = ""
    mode: str = ""
    dest: str = ""
    address: Ip | None = None


@dataclass(frozen=True, slots=True)
class Habits:
    """What calls are judged by: until when after a link was taken nobody can have been sent it, and whose networks
    are known to look at links by machine.
    """

    too_soon: timedelta
    scanners: Sequence[Network] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a call counts or does not; `who` is the program by its name, where it gave one."""

    reason: Reason
    who: str = ""

    @property
    def counts(self) -> bool:
        """Whether it is a person opening the document."""
        return self.reason is Reason.PERSON


_BY_CALLER = {
    Caller.PREVIEW: Reason.PREVIEW,
    Caller.SCANNER: Reason.SCANNER,
    Caller.CRAWLER: Reason.CRAWLER,
    Caller.PROGRAM: Reason.PROGRAM,
    Caller.NOBODY: Reason.NO_AGENT,
}
_AHEAD = ("prefetch", "prerender", "preview")


def judge(hit: Hit, taken_at: datetime, habits: Habits) -> Verdict:
    """What a call of a link is that was taken at `taken_at`."""
    agent = agent_of(hit.agent)
    if hit.method != "GET":
        return Verdict(Reason.HEAD, agent.name)
    if agent.caller in _BY_CALLER:
        return Verdict(_BY_CALLER[agent.caller], agent.name)
    return Verdict(_by_behaviour(hit, taken_at, habits) or Reason.PERSON)


def _by_behaviour(hit: Hit, taken_at: datetime, habits: Habits) -> Reason | None:
    """What gives away a machine that calls itself a browser."""
    if any(word in hit.purpose.lower() for word in _AHEAD):
        return Reason.PREFETCH
    if hit.mode not in ("", "navigate") or hit.dest not in ("", "document"):
        return Reason.EMBEDDED
    if not any(kind in hit.accept.lower() for kind in ("text/html", "application/xhtml")):
        return Reason.NOT_FOR_A_PAGE
    if not hit.language.strip():
        return Reason.NO_LANGUAGE
    if hit.address is not None and any(hit.address in network for network in habits.scanners):
        return Reason.SCANNER
    return Reason.TOO_SOON if hit.at - taken_at < habits.too_soon else None
