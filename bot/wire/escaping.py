"""Values from data made harmless for a messenger's markup: they can be read, and do nothing.

Slack documents escapes, so `mrkdwn` uses them and nothing else. WeCom and DingTalk document none, so `markdown` and
`plain` write the few characters that would do something in their full-width form (`＜@all>`, `［label］(…)`), and only
where they would do something. No zero-width tricks: a reader who copies a value gets no invisible characters.

A bare address (https://…) in a value stays as it is: it shows where it leads, and people need to follow and copy it.
It can never hide behind a label.
"""

import re
from itertools import pairwise
from urllib.parse import quote

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Control characters, which XML and some platforms refuse, and marks that turn the direction of what follows."""

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")

_TAG = re.compile(r"<(?![\s\d=])")
_ENTITY = re.compile(r"&(?=#?\w{1,31};)")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}(?![\w@-])")
_ANYWHERE = re.compile(r"[\[\]*`]|~~|(?<!\w)_|_(?!\w)|\\(?=[!-/:-@\[-`{-~\n]|\Z)")
_LEAD = re.compile(r"[ \t\u3000]*(?:\d{1,9}[.)][ \t]+)*")
"""What a line may begin with before markup still counts: an indent, the number of a list."""

_OPENING = re.compile(r"#+|>+|[-+](?=\s|\Z)")
_RULE = frozenset("-=|: \t")

_FULL_WIDTH = {point: point + 0xFEE0 for point in range(0x21, 0x7F)}
_WEB = re.compile(r"https?://[^\s]+", re.IGNORECASE)
_KEPT_IN_URLS = "%/:?#@!$&'*+,;=~-._"
_ENCODED = {ord(one): f"%{ord(one):02X}" for one in "[]()"}


def mrkdwn(value: str) -> str:
    """`value` for Slack's mrkdwn: no link, mention or `<!channel>` survives. Undone by `html.unescape`."""
    return _clean(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def markdown(value: str) -> str:
    """`value` for WeCom's and DingTalk's markdown, wherever it is put in a line.

    It makes no labelled link, image, mention, heading, quote, list, rule, code, emphasis or font.
    """
    quiet = _ENTITY.sub(_widened, _ANYWHERE.sub(_widened, plain(value)))
    return "\n".join(map(_quiet_line, quiet.split("\n")))


def plain(value: str) -> str:
    """`value` for WeCom's and DingTalk's plain text, where `<a href>`, `<@userid>` and `@all` still do something."""
    text = _TAG.sub(_widened, _clean(value))
    ends = [0, *(end for found in _EMAIL.finditer(text) for end in found.span()), len(text)]
    pieces = [text[start:end] for start, end in pairwise(ends)]
    return "".join(piece if at % 2 else piece.replace("@", "＠") for at, piece in enumerate(pieces))


def mrkdwn_link(label: str, url: str) -> str:
    """A link for Slack's mrkdwn; only the label where `url` is not a web address."""
    shown = mrkdwn(label).replace("\n", " ").replace("|", "｜")
    return f"<{_url(url).replace('&', '&amp;')}|{shown}>" if _WEB.fullmatch(url) else shown


def markdown_link(label: str, url: str) -> str:
    """A link for WeCom's and DingTalk's markdown; only the label where `url` is not a web address."""
    shown = markdown(label).replace("\n", " ")
    return f"[{shown}]({_url(url).translate(_ENCODED)})" if _WEB.fullmatch(url) else shown


def _clean(value: str) -> str:
    return _CONTROLS.sub("", _LINE_ENDS.sub("\n", value))


def _quiet_line(line: str) -> str:
    """A line that is no heading, quote, list, rule or edge of a table."""
    lead = _LEAD.match(line)
    start = lead.end() if lead else 0
    body = line[start:]
    if set("-=") & set(body) and set(body) <= _RULE:
        return line[:start] + body.translate(_FULL_WIDTH)
    opening = _OPENING.match(body)
    return line if opening is None else line[:start] + _widened(opening) + body[opening.end() :]


def _widened(found: re.Match[str]) -> str:
    return found[0].translate(_FULL_WIDTH)


def _url(url: str) -> str:
    """The address with what could end it early percent-encoded."""
    return quote(_clean(url), safe=_KEPT_IN_URLS + "[]()")
