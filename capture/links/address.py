"""From a link as people paste it to the document behind it: wrappers taken off, variants of one document the same.

Nothing is fetched. What only the network could tell (a shortener's target) stays as it is.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import translate
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from config.document_hosts import HOSTS
from config.documents import DocumentSettings, Holds, HostRule

DEEPEST = 5
"""So many addresses within addresses are unwrapped."""

LONGEST = 4_000
"""Longer links are not read."""

_TRACKING = re.compile(
    r"^(?:utm_.*|mc_[ce]id|[a-z]{0,3}clid|_hs\w+|hsa_\w+|spm|scm|from|src|source|ref|referrer|refer|share_\w+|sharer?\w*|"
    r"usp|ouid|rtpof|sd|invite|tdsourcetag|isappinstalled|nsukey|wxfid|exportkey|pass_ticket|scene|clicktime|enterid|"
    r"ccm_open_type|disposable_login_token|open_in_browser|chksm|_r|_t|igshid|si|pvs|e|web|csf|cid|wd|dl|st|rlkey|raw|"
    r"authuser|resourcekey|tab|slide|gid|range|view|mode|lang|ts|timestamp|nonce|sign|token|sessionid|trk\w*|"
    r"corpid|iframequery|rnd|dontjump|tt_from|app_id|bizclientid|platform|mobile)$",
    re.IGNORECASE,
)
_FILE = re.compile(
    r"\.(pptx?|pptm|potx|docx?|docm|pdf|xlsx?|xlsm|key|pages|numbers|odp|odt|wps|dps|et)$", re.IGNORECASE
)
_VARIANT = re.compile(r"/(?:edit|view|preview|share|comment|present|copy|download|mobilebasic|htmlview|pub|embed)/?$")
_DRIVE = re.compile(
    r"^(?:docs?|drive|files?|share|pan|disk|cloud|decks?|slides|proposals?|dms|nas|yunpan|wenku|oss)\d?[.-]"
)
_MOBILE = re.compile(r"^(?:m|mobile|wap|h5)\.")
_NOTION = re.compile(r"([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})$", re.IGNORECASE)
_GUID = re.compile(r"^\{?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\}?$", re.IGNORECASE)
_PROOFPOINT = re.compile(r"^https://urldefense\.(?:com|us)/v3/__(?P<url>.+?)__;", re.IGNORECASE)
_ACCOUNT = re.compile(r"/u/\d+/")
_UNIQUE = re.compile(r"^w([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$", re.IGNORECASE)
_PACKAGED = frozenset(name for name, _, _ in HOSTS)
_TITLE_IN = ("file", "filename", "name", "title", "objecturl")


@dataclass(frozen=True, slots=True)
class Address:
    """A document on the web. `key` is the same for every link to it; `url` is the plainest link to it.

    `holds` is what the address tells of it ("file": nothing more); `listed`: its host is one of the rules, not merely
    like a drive or with a file's name at its end. `title` is the name that the link shows, maybe none.
    """

    key: str
    url: str
    holds: Holds
    service: str
    title: str = ""
    listed: bool = True


@dataclass(frozen=True, slots=True)
class _Path:
    pattern: re.Pattern[str]
    parameter: str
    holds: Holds


class AddressBook:
    """The rules of the settings, ready to be looked up."""

    def __init__(self, settings: DocumentSettings) -> None:
        self._places = [(_any_of(rule.hosts), rule.name, _paths(rule)) for rule in settings.all_hosts()]
        self._wrappers = [(_any_of(one.hosts), one.path, one.parameters) for one in settings.all_wrappers()]

    def address(self, link: str) -> Address | None:
        """The document behind a link; None where it leads to something else."""
        parts = _split(self.unwrapped(link))
        if parts is None or not parts.hostname:
            return None
        host = _MOBILE.sub("", parts.hostname)
        for hosts, service, paths in self._places:
            if hosts.fullmatch(host) or hosts.fullmatch(parts.hostname):
                found = next(_matches(service, host, parts, paths), None)
                if found is not None:
                    return found
        return _file_of(host, parts)

    def unwrapped(self, link: str) -> str:
        """The link that a redirecting one leads to, as far as it says so itself."""
        for _ in range(DEEPEST):
            inner = self._inner(link)
            if inner is None:
                break
            link = inner
        return link

    def _inner(self, link: str) -> str | None:
        if found := _PROOFPOINT.match(link):
            return found["url"].replace("*", "%")
        parts = _split(link)
        if parts is None:
            return None
        for hosts, path, parameters in self._wrappers:
            if parts.path.lower().startswith(path) and hosts.fullmatch(parts.hostname or ""):
                given = {name.lower(): value for name, value in parse_qsl(parts.query)}
                inner = (_as_link(given[name], parts.hostname or "") for name in parameters if name in given)
                return next((one for one in inner if one), None)
        return None


class _Kept:
    """The book made last: a bot has one set of settings."""

    def __init__(self) -> None:
        self._made: tuple[DocumentSettings, AddressBook] | None = None

    def of(self, settings: DocumentSettings) -> AddressBook:
        """The book of these settings."""
        made = self._made
        if made is None or made[0] is not settings:
            made = self._made = (settings, AddressBook(settings))
        return made[1]


_KEPT = _Kept()


def book_of(settings: DocumentSettings) -> AddressBook:
    """The rules of these settings; made once."""
    return _KEPT.of(settings)


def _as_link(value: str, wrapper: str) -> str:
    if wrapper == "urldefense.proofpoint.com":
        value = unquote(value.replace("-", "%").replace("_", "/"))
    if not value.lower().startswith(("http://", "https://")):
        value = unquote(value)
    return value if value.lower().startswith(("http://", "https://")) else ""


def _split(link: str) -> SplitResult | None:
    if len(link) > LONGEST:
        return None
    try:
        parts = urlsplit(link)
        known = parts.scheme.lower() in ("http", "https") and parts.hostname and parts.port != 0
        return parts if known else None
    except ValueError:
        return None


def _any_of(hosts: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(translate(host.lower()) for host in hosts))


def _paths(rule: HostRule) -> list[_Path]:
    return [_compiled(template, holds) for template, holds in rule.paths.items()]


def _compiled(template: str, holds: Holds) -> _Path:
    path, _, query = template.partition("?")
    parameter = query.partition("=")[0].lower()
    text = re.escape(path).replace(r"\[", "(?:").replace(r"\]", ")?").replace(r"\*", "[^/]+")
    text = text.replace(r"\{key\}", "(?P<key>[^/]+)").replace(r"\{path\}", "(?P<path>.+)")
    return _Path(re.compile(text + ("/?$" if parameter else r"(?=/|$)"), re.IGNORECASE), parameter, holds)


def _matches(service: str, host: str, parts: SplitResult, paths: Sequence[_Path]) -> Iterator[Address]:
    given = {name.lower(): value for name, value in parse_qsl(parts.query)}
    for one in paths:
        match = one.pattern.match(parts.path or "/")
        if match is None or (one.parameter and not given.get(one.parameter)):
            continue
        groups = match.groupdict()
        if one.parameter:
            yield _keyed(service, host, parts, one.holds, given[one.parameter], given)
        elif groups.get("path") and (unique := _UNIQUE.match(given.get("d", ""))) and service == "microsoft":
            found = _by_path(service, host, parts, one.holds)
            yield replace(found, key=f"microsoft:{'-'.join(unique.groups()).lower()}")
        elif groups.get("path"):
            yield _by_path(service, host, parts, one.holds)
        else:
            yield _keyed(service, host, parts, one.holds, groups["key"], given)


def _keyed(service: str, host: str, parts: SplitResult, holds: Holds, key: str, given: Mapping[str, str]) -> Address:
    """By an id that tells documents apart, wherever in the link it stands."""
    stands = key
    key, name = _plain_key(service, key, given)
    named = next((given[part] for part in _TITLE_IN if given.get(part)), "") or parts.path
    path, at, _ = parts.path.partition(stands)
    kept = {} if at else {part: value for part, value in given.items() if value == stands}
    url = urlunsplit((*_origin(service, host, parts), _ACCOUNT.sub("/", path + at), urlencode(kept), ""))
    return Address(f"{service}:{key}", url, _told(holds, named), service, name or _shown(named, stands))


def _plain_key(service: str, key: str, given: Mapping[str, str]) -> tuple[str, str]:
    """The id as it is the same in every link, and the title that may stand beside it."""
    guid = _GUID.match(unquote(key))
    if guid and service != "notion":
        return guid[1].lower(), ""
    if service == "notion":
        page = _NOTION.search(given.get("p", "")) or _NOTION.search(key)
        slug = _NOTION.sub("", key).strip("-") if page else key
        return "".join(page.groups()).lower() if page else key, unquote(slug).replace("-", " ")
    return key, ""


def _by_path(service: str, host: str, parts: SplitResult, holds: Holds) -> Address:
    """By its place on its host; what only changes the view of it is dropped."""
    path = _VARIANT.sub("", parts.path.rstrip("/")) or "/"
    path = re.sub(r"^/:\w:/r/", "/", path)
    kept = [(name, value) for name, value in parse_qsl(parts.query) if not _TRACKING.match(name) and name != "d"]
    plain = unquote(path).casefold() if service == "microsoft" else unquote(path)
    query = urlencode(sorted(kept))
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    key = f"{service}:{host}{port}{plain}{'?' + query if query else ''}"
    url = urlunsplit((*_origin(service, host, parts), quote(unquote(path)), query, ""))
    return Address(key, url, _told(holds, path), service, _shown(path, ""))


def _origin(service: str, host: str, parts: SplitResult) -> tuple[str, str]:
    """Scheme and host to call. A drive of the team's own may have no TLS, and a port; services on the web have both
    as usual.
    """
    if service in _PACKAGED:
        return "https", host
    shown = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname or host
    return parts.scheme.lower(), f"{shown}:{parts.port}" if parts.port else shown


def _file_of(host: str, parts: SplitResult) -> Address | None:
    """A file by its name, wherever it lies; else what lies on a host that is called like a drive."""
    path = unquote(parts.path)
    named = [value for _, value in parse_qsl(parts.query) if _FILE.search(value)]
    if not (_FILE.search(path) or named or (_DRIVE.match(host) and len(path) > 1)):
        return None
    found = _by_path("web", host, parts, "file")
    title = found.title if _FILE.search(path) or not named else _shown(named[0], "")
    return Address(found.key, found.url, _told("file", named[0] if named else path), "web", title, listed=False)


_BY_ENDING: Mapping[str, Holds] = {
    "ppt": "slides",
    "pptx": "slides",
    "key": "slides",
    "doc": "document",
    "docx": "document",
}


def _told(holds: Holds, name: str) -> Holds:
    """What the ending of a file's name tells, where the address tells nothing."""
    if holds != "file":
        return holds
    found = _FILE.search(unquote(name))
    return (
        _BY_ENDING.get(found[1].lower(), "sheet" if found[1].lower().startswith("xls") else "file") if found else "file"
    )


def _shown(path: str, key: str) -> str:
    """The name that a link shows at its end, in words; nothing where that is only an id."""
    last = unquote(path.rstrip("/").rpartition("/")[2])
    if last in ("", key) or not (_FILE.search(last) or _reads(last)):
        return ""
    return re.sub(r"[_+]|(?<=\w)-(?=\w)", " ", last).strip()


def _reads(word: str) -> bool:
    """Whether it is made of words rather than of an id's letters and digits."""
    letters = re.sub(r"[^A-Za-z\u4e00-\u9fff]", "", word)
    return len(letters) >= 0.7 * len(word.strip()) and ("-" in word or "_" in word or " " in word or not word.isascii())
