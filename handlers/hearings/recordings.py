"""Recordings that people share: each is transcribed, and told of where it was shared."""

from collections.abc import Iterable, Mapping

from capture.base import Context, FileRef, Heard
from capture.fetch_policy import FetchPolicy, Refused, checked_address
from capture.materials import Material, material_of
from capture.whose import customer_of
from handlers.base import Command
from handlers.hearing import Hearing
from knowledge.meetings.ordering import OrderTranscription
from knowledge.people.model import Lang
from knowledge.proposals.links import links_in
from knowledge.store.files import LINK, SharedFile

DOING: Mapping[Lang, str] = {"zh": "录音听写", "en": "Transcription"}


def hear(heard: Heard, context: Context) -> Iterable[Command]:
    """An order for each recording of a message; an edited one shares nothing anew."""
    if heard.edited or not (heard.files or "://" in heard.text):
        return ()
    files = [one for one in heard.files if material_of(one) is Material.RECORDING]
    links = _linked(heard.text, context.documents.recording_hosts)
    return [
        *(_ordered(one, shared_file(one, heard), heard, context) for one in files),
        *(_ordered(one, SharedFile(LINK, one.file_id, one.name), heard, context) for one in links),
    ]


def _linked(text: str, hosts: tuple[str, ...]) -> list[FileRef]:
    """Recordings that the text links to, at the hosts that the settings allow; other links are nothing of ours."""
    if not hosts:
        return []
    policy = FetchPolicy(hosts)
    urls = [url for link in links_in(text) if not isinstance(url := checked_address(link.url, policy), Refused)]
    found = [FileRef(str(url), url.name, 0) for url in urls]
    return [one for one in found if material_of(one) is Material.RECORDING]


def _ordered(file: FileRef, shared: SharedFile, heard: Heard, context: Context) -> Command:
    whose = customer_of(f"{heard.text} {heard.beside} {_words(file.name)}", context, heard)
    about = {
        "name": file.name,
        "room": heard.room.key,
        "title": heard.room.title,
        "direct": heard.room.direct,
        "message_id": heard.message_id,
        "thread": heard.thread,
        "shared_by": heard.sharer_id,
        "shared_at": heard.said_at.isoformat(),
        "customer_id": whose.customer_id,
        "candidates": list(whose.candidates),
        "lang": context.lang,
    }
    return OrderTranscription(shared, about, told(file, heard, DOING, context.lang))


def shared_file(file: FileRef, heard: Heard) -> SharedFile:
    """The file as the store keeps it; its messenger holds it, or the mailbox it came through."""
    return SharedFile(heard.files_at, file.file_id, file.name, file.size, file.media_type, file.access)


def told(file: FileRef, heard: Heard, doing: Mapping[Lang, str], lang: Lang) -> Mapping[str, object]:
    """Where its progress is told, and who shared it."""
    return {
        "messenger": heard.room.messenger,
        "room_id": heard.room.room_id,
        "thread": heard.thread,
        "sharer": heard.sharer_id,
        "name": file.name,
        "doing": dict(doing),
        "lang": lang,
    }


def _words(name: str) -> str:
    return name.rpartition(".")[0].replace("_", " ").replace("-", " ")


HEARING = Hearing("recordings", hear)
