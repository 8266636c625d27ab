"""Files that people sent: fetched with the bot's token, which goes to Slack's own hosts and nowhere else."""

import re
from pathlib import Path

from bot.messengers.base import Dead, Fetched, Retry
from bot.messengers.slack.api import Answered, Refusal, WebApi, dead
from bot.messengers.slack.incoming_files import file_ref
from bot.messengers.slack.tokens import Tokens
from bot.wire.downloads import UNWANTED, Refused
from bot.wire.http import Downloaded, Http, NoAnswer
from capture.base import FileRef

_FILE_ID = re.compile(r"[A-Za-z0-9]{1,64}")


class Fetcher:
    """Brings files of up to `most_bytes`."""

    def __init__(self, api: WebApi, tokens: Tokens, http: Http, most_bytes: int) -> None:
        self._api, self._tokens, self._http, self._most = api, tokens, http, most_bytes

    async def fetch(self, file: FileRef, into: Path) -> Fetched | Retry | Dead:
        """Bring a file; one of a shared channel is looked up first."""
        if not _FILE_ID.fullmatch(file.file_id):
            return Dead("not a file of Slack's")
        known = file if "url" in file.access or "elsewhere" in file.access else await self._looked_up(file)
        if not isinstance(known, FileRef):
            return known
        if "url" not in known.access:
            where = known.access.get("elsewhere") or "nobody says where"
            return Dead(f"there is nothing to fetch, only to open: {where}")
        token = await self._tokens.token(known.access.get("team", ""))
        return await self._brought(known, into / known.file_id, token) if isinstance(token, str) else token

    async def look_up(self, file: FileRef) -> FileRef:
        """What files.info tells of it; as it is where that does not answer."""
        found = await self._looked_up(file) if _FILE_ID.fullmatch(file.file_id) else file
        return found if isinstance(found, FileRef) else file

    async def _looked_up(self, file: FileRef) -> FileRef | Retry | Dead:
        team = file.access.get("team", "")
        found = await self._api.call(team, "files.info", {"file": file.file_id})
        if isinstance(found, Refusal):
            return dead(found)
        if not isinstance(found, Answered):
            return found
        told = found.data.get("file")
        return file_ref(told, team) if isinstance(told, dict) else Retry("Slack does not tell of the file")

    async def _brought(self, file: FileRef, target: Path, token: str) -> Fetched | Retry | Dead:
        """Without permission Slack answers 200 with a page to sign in: no file has that type unless it says so."""
        unwanted = UNWANTED - {file.media_type}
        headers = {"Authorization": f"Bearer {token}"}
        found = await self._http.download(
            file.access["url"], target, headers, most_bytes=self._most, unwanted_types=unwanted
        )
        if isinstance(found, NoAnswer):
            return Retry(found.why)
        if isinstance(found, Refused):
            return _refused(found)
        if file.size and found.size != file.size:
            return _torn(found)
        return Fetched(found.path, file.name or found.name, file.media_type, found.size)


def _refused(found: Refused) -> Retry | Dead:
    status = found.answer.status if found.answer else 0
    if status == 429 or status >= 500:
        return Retry(f"Slack has trouble (status {status})", found.answer.retry_after if found.answer else None)
    if status == 200:
        return Dead("the bot is not allowed to read this file: add the scope files:read, or invite it to the channel")
    return Dead(f"Slack does not give the file: {found.why}")


def _torn(found: Downloaded) -> Retry:
    found.path.unlink(missing_ok=True)
    return Retry(f"{found.size} bytes came, which is not the whole file")
