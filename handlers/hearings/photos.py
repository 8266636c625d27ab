"""Photos and scans that people share are read: contracts, quotations, acceptance papers, business cards."""

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from capture.base import Context, FileRef, Heard
from capture.materials import Material, material_of
from capture.whose import customer_of
from handlers.base import Command
from handlers.hearing import Hearing
from handlers.hearings.recordings import shared_file, told
from knowledge.deals.reading import OrderReading
from knowledge.people.model import Lang

DOING: Mapping[Lang, str] = {"zh": "图片识别", "en": "Picture reading"}


def hear(heard: Heard, context: Context) -> Iterable[Command]:
    """An order for each picture or PDF of a message; an edited one shares nothing anew."""
    if not heard.files or heard.edited:
        return ()
    return [_ordered(one, heard, context) for one in heard.files if _is_a_picture(one)]


def _is_a_picture(file: FileRef) -> bool:
    return material_of(file) is Material.PICTURE or PurePosixPath(file.name).suffix.lower() == ".pdf"


def _ordered(file: FileRef, heard: Heard, context: Context) -> Command:
    """Only who hands it to the bot is told that it cannot be read: in a room most pictures are nothing of ours."""
    whose = customer_of(f"{heard.text} {heard.beside}", context, heard)
    asked = heard.to_bot and material_of(file) is Material.PICTURE
    about = {
        "name": file.name,
        "room": heard.room.key,
        "message_id": heard.message_id,
        "shared_by": heard.sharer_id,
        "shared_at": heard.said_at.isoformat(),
        "customer_id": whose.customer_id,
        "candidates": list(whose.candidates),
        "asked": asked,
    }
    tell = {**told(file, heard, DOING, context.lang), "quiet": True} if asked else {}
    return OrderReading(shared_file(file, heard), about, tell)


HEARING = Hearing("photos", hear)
