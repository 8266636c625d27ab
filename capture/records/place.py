"""The bytes of a table that somebody else keeps up to date: at an address, or in a file."""

import asyncio
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from capture.base import FeedRefused, FeedTrouble
from capture.fetching import Failed, Fetched, FetchPolicy, Refused, fetch_url
from config.feeds import PlaceSettings

_NOT_OPEN = "not_open"


def policy_of(settings: PlaceSettings) -> FetchPolicy:
    """What may be called for this place."""
    host = (urlsplit(settings.url or "").netloc or "").lower()
    hosts = settings.hosts or (host,)
    open_hosts = hosts if settings.plain_http else ()
    if settings.inside:
        return FetchPolicy(hosts, open_hosts, may_call=lambda _address: True)
    return FetchPolicy(hosts, open_hosts)


def read_place(settings: PlaceSettings, folder: Path) -> bytes:
    """What is there now; `folder` is for what is fetched. Blocks. Raises FeedTrouble."""
    try:
        if settings.path is not None:
            return _of_file(settings.path, settings.most_bytes)
        folder.mkdir(parents=True, exist_ok=True)
        return _fetched(settings, folder / "fetched")
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise FeedTrouble(f"读不了：{why}。", f"It cannot be read: {why}.") from error


def digest_of(raw: bytes) -> str:
    """What tells two states of a table apart."""
    return sha256(raw).hexdigest()[:32]


def _of_file(path: Path, most: int) -> bytes:
    if path.stat().st_size > most:
        raise FeedTrouble(f"文件超过 {most} 字节。", f"The file is larger than {most} bytes.")
    return path.read_bytes()


def _fetched(settings: PlaceSettings, into: Path) -> bytes:
    key = settings.authorization
    headers = {"Authorization": key.get_secret_value()} if key else {}
    found = asyncio.run(fetch_url(settings.url or "", policy_of(settings), into, settings.most_bytes, headers=headers))
    match found:
        case Fetched(path):
            raw = path.read_bytes()
            path.unlink()
            return raw
        case Refused(code, say, _):
            raise (FeedRefused if code == _NOT_OPEN else FeedTrouble)(say["zh"], say["en"])
        case Failed(_, say, _):
            raise FeedTrouble(say["zh"], say["en"])
