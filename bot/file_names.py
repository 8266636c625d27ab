"""Files whose names did not come with their message: their messenger is asked before anybody looks at them."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace

from aiohttp import ClientError

from bot.messengers.base import Messenger
from capture.base import FileRef
from handlers.message import Message

LONGEST_LOOK = 3.0
"""Seconds that a message waits for the names of its files; without a name nobody knows what a file is."""


async def named(message: Message, messenger: Messenger | None) -> Message:
    """The message with the names of its files, and of those in the messages it hands on, as far as they can be had."""
    nameless = [one for one in _files(message) if not one.name]
    if not nameless or messenger is None:
        return message
    found = await asyncio.gather(*(_looked_up(messenger, one) for one in nameless))
    known = {one.file_id: one for one in found}
    quoted = message.quoted and replace(message.quoted, files=_known(message.quoted.files, known))
    forwarded = tuple(replace(one, files=_known(one.files, known)) for one in message.forwarded)
    return replace(message, files=_known(message.files, known), quoted=quoted, forwarded=forwarded)


def _files(message: Message) -> Iterator[FileRef]:
    yield from message.files
    yield from message.quoted.files if message.quoted else ()
    for one in message.forwarded:
        yield from one.files


def _known(files: tuple[FileRef, ...], known: dict[str, FileRef]) -> tuple[FileRef, ...]:
    return tuple(known.get(one.file_id, one) for one in files)


async def _looked_up(messenger: Messenger, file: FileRef) -> FileRef:
    try:
        async with asyncio.timeout(LONGEST_LOOK):
            return await messenger.look_up_file(file)
    except (TimeoutError, ClientError, OSError):
        return file
