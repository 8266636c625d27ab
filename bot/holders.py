"""Who hands out the files that feeds point to: the folder where mail leaves its attachments, and meeting systems."""

import base64
import hmac
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from bot.clock import Clock
from bot.downloads import Fetcher
from bot.feeds import Feed
from bot.messengers.base import Dead, Fetched, Retry
from bot.wire.answers import Answer
from bot.wire.downloads import Refused
from bot.wire.http import Downloaded, Http, NoAnswer
from capture import fetching
from capture.base import FileHosts, FileRef
from capture.conferences.sealing import opened
from capture.fetch_policy import FetchPolicy
from knowledge.store.files import LINK

SECONDS = 3600.0
"""How long one download may take: recordings are large."""

RECORDED = ("audio/*", "video/*", "application/octet-stream", "application/ogg")
"""Content types that a recording may come as."""

SPOOL = "mail"
"""The holder of attachments."""


class Holders:
    """The fetchers of all feeds, by the name of the holder, and of links to `hosts`. Files of up to `most_bytes`."""

    def __init__(
        self, feeds: Iterable[Feed], data_dir: Path, clock: Clock, most_bytes: int, hosts: tuple[str, ...] = ()
    ) -> None:
        self._https: list[Http] = []
        self._clock, self._most = clock, most_bytes
        self.fetchers: dict[str, Fetcher] = {
            SPOOL: Spool(data_dir).fetch,
            LINK: WebFiles(hosts, most_bytes).fetch,
        }
        for feed in feeds:
            if feed.files is not None:
                self.fetchers[feed.name] = self._of(feed, feed.files)

    async def close(self) -> None:
        """Let go of connections."""
        for http in self._https:
            await http.close()

    def _of(self, feed: Feed, files: FileHosts) -> Fetcher:
        http = Http(files.base_url, files.hosts)
        self._https.append(http)
        if feed.source.name == "tencent_meeting":
            return TencentFiles(http, files.keys, self._clock, self._most).fetch
        return LinkedFiles(http, files.keys.get("secret", ""), self._most).fetch


class Spool:
    """Files that a feed has left in the data folder already; they are moved from there."""

    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir.absolute()

    async def fetch(self, file: FileRef, into: Path) -> Fetched | Retry | Dead:  # noqa: ARG002  it is here already
        """The file as it lies there."""
        path = (self._folder / file.access.get("path", "")).resolve()
        if not path.is_relative_to(self._folder) or not path.is_file():
            return Dead("the file is not there any more")
        return Fetched(path, file.name, file.media_type, path.stat().st_size)


class LinkedFiles:
    """Files at an address that the feed told, with a key that was told beside it and kept sealed under the feed's
    `secret`; only at the hosts of the settings.
    """

    def __init__(self, http: Http, secret: str, most_bytes: int) -> None:
        self._http, self._secret, self._most = http, secret, most_bytes

    async def fetch(self, file: FileRef, into: Path) -> Fetched | Retry | Dead:
        """Bring it."""
        kept = file.access.get("sealed", "")
        bearer = opened(kept, self._secret) if kept else ""
        if kept and not bearer:
            return Dead("its key was sealed under another secret")
        headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
        return await brought(self._http, file, file.access.get("url", ""), headers, into, self._most)


class WebFiles:
    """Files that somebody linked to, at the hosts that the settings allow."""

    def __init__(self, hosts: tuple[str, ...], most_bytes: int) -> None:
        self._policy, self._most = FetchPolicy(hosts, types=RECORDED, seconds=SECONDS), most_bytes

    async def fetch(self, file: FileRef, into: Path) -> Fetched | Retry | Dead:
        """Bring it, without being led astray (capture.fetching)."""
        target = into / sha256(file.file_id.encode()).hexdigest()[:32]
        found = await fetching.fetch_url(file.file_id, self._policy, target, self._most)
        if isinstance(found, fetching.Fetched):
            return Fetched(found.path, found.name or file.name, found.media_type, found.size)
        why = f"{found.code} {found.detail}".strip()
        return Dead(why) if isinstance(found, fetching.Refused) else Retry(why)


class TencentFiles:
    """Recordings of Tencent Meeting: their address, good for minutes, is asked for first (product 1095: 51180, 58768).

    The signature is the base64 of the hex of an HMAC-SHA256 over method, the three X-TC headers, path and body.
    """

    def __init__(self, http: Http, keys: Mapping[str, str], clock: Clock, most_bytes: int) -> None:
        self._http, self._keys, self._clock, self._most = http, keys, clock, most_bytes

    async def fetch(self, file: FileRef, into: Path) -> Fetched | Retry | Dead:
        """Bring the sound of a recording, else its picture."""
        path = f"/v1/addresses/{file.file_id}?operator_id={file.access.get('user', '')}&operator_id_type=1"
        if not file.file_id.isalnum():
            return Dead("not a recording of Tencent Meeting's")
        found = await self._http.call("GET", path, headers=self._signed("GET", path))
        if isinstance(found, NoAnswer):
            return Retry(found.why)
        told = found.json or {}
        if found.status != 200:
            return _refusal(found, f"{told.get('error_info', '')}"[:200])
        address = str(told.get("audio_address") or told.get("download_address") or "")
        if not address:
            return Retry("the recording has no address yet")
        return await brought(self._http, file, address, {}, into, self._most)

    def _signed(self, method: str, path: str) -> dict[str, str]:
        keys = self._keys
        told = {
            "X-TC-Key": keys["secret_id"],
            "X-TC-Nonce": str(int(self._clock.uniform(1, 2**31))),
            "X-TC-Timestamp": str(int(self._clock.now().timestamp())),
        }
        words = "&".join(f"{name}={value}" for name, value in told.items())
        digest = hmac.new(keys["secret_key"].encode(), f"{method}\n{words}\n{path}\n".encode(), sha256).hexdigest()
        sdk = {"SdkId": keys["sdk_id"]} if keys.get("sdk_id") else {}
        signature = base64.b64encode(digest.encode()).decode()
        return {
            **told,
            **sdk,
            "X-TC-Signature": signature,
            "AppId": keys["app_id"],
            "X-TC-Registered": "1",
            "Content-Type": "application/json",
        }


async def brought(
    http: Http, file: FileRef, address: str, headers: Mapping[str, str], into: Path, most_bytes: int
) -> Fetched | Retry | Dead:
    """A file from an address, whole or not at all."""
    target = into / sha256(f"{file.file_id} {address}".encode()).hexdigest()[:32]
    found = await http.download(address, target, headers, most_bytes=most_bytes, seconds=SECONDS)
    match found:
        case Downloaded(path, size, _, name):
            return Fetched(path, file.name or name, file.media_type, size)
        case NoAnswer(why):
            return Retry(why)
        case Refused(why, answer):
            return _refusal(answer, why) if answer is not None else Dead(why)


def _refusal(answer: Answer, why: str) -> Retry | Dead:
    if answer.status == 429 or answer.status >= 500:
        return Retry(f"status {answer.status}", answer.retry_after)
    return Dead(f"status {answer.status}: {why}")
