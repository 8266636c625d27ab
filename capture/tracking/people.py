"""Whether a browser is a person's, by what it says of itself (its User-Agent)."""

import re

_MACHINE = re.compile(
    r"(?<!cu)bot\b|crawl|spider|slurp|headless|preview|lighthouse|pagespeed|gtmetrix|pingdom|uptime|monitor|scan(?:ner)?\b"
    r"|phantom|selenium|puppeteer|playwright|electron-fetch|facebookexternalhit|embedly|validator|archiver|feedfetcher",
    re.IGNORECASE,
)
"""Crawlers, previews of messengers, and what drives browsers. "CUBOT" is a maker of phones."""


def is_person(user_agent: str) -> bool:
    """Whether pages opened by this agent count. Every browser begins with "Mozilla/"; libraries and most crawlers do
    not, the others name themselves.
    """
    return user_agent.startswith("Mozilla/") and _MACHINE.search(user_agent) is None
