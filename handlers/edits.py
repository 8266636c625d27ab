"""A message that says something else now: what follows from that, though nobody asked for an answer."""

from handlers.base import Command
from handlers.message import Message
from knowledge.proposals.commands import ReplaceLinks
from knowledge.proposals.links import links_in
from knowledge.proposals.view import links_of_message
from knowledge.store.unit import Reader


def reread(message: Message, reader: Reader) -> tuple[Command, ...]:
    """The links kept of an edited message, read again; nothing for any other message, or where they are the same."""
    if not message.edited or not message.message_id:
        return ()
    stored = links_of_message(reader, message.room.key, message.message_id)
    kept = {one.link.url for one in stored if one.replaced_at is None}
    links = links_in(message.text)
    if not stored or kept == {link.url for link in links}:
        return ()
    return (ReplaceLinks(message.room.key, message.message_id, links),)
