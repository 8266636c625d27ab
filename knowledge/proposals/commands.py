"""The writers of kept links."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam

from knowledge.proposals.links import LONGEST_LINE
from knowledge.proposals.model import Link, Origin
from knowledge.proposals.tables import links
from knowledge.proposals.view import already_saved, links_of_message, stored_id, url_hash
from knowledge.store.encoding import fitting
from knowledge.store.unit import Unit, upsert

_KEEP = upsert(links, ["room", "message_id", "url_hash"], ["replaced_at"])
_REPLACE = (
    links.update()
    .where(
        links.c.room == bindparam("of_room"),
        links.c.message_id == bindparam("of_message"),
        links.c.url_hash == bindparam("gone"),
    )
    .values(replaced_at=bindparam("moment"))
)


@dataclass(frozen=True, slots=True)
class SaveLinks:
    """Keep the links of a message; one that its room, or whoever keeps it, has already is left as it is."""

    origin: Origin
    links: tuple[Link, ...]

    def apply(self, unit: Unit, actor: str) -> None:
        """Keep them in the actor's name."""
        known = already_saved(unit, [link.url for link in self.links], self.origin.room, actor)
        fresh = [link for link in self.links if link.url not in known]
        _keep(unit, self.origin, fresh, actor)
        unit.audit(actor, "save_links", self.origin.room, urls=[link.url for link in fresh])


@dataclass(frozen=True, slots=True)
class ReplaceLinks:
    """A message of which links were kept says something else now: these are its links."""

    room: str
    message_id: str
    links: tuple[Link, ...]

    def apply(self, unit: Unit, actor: str) -> None:
        """Mark those that are gone, and keep the new ones for whoever kept the first; nothing where none was kept."""
        stored = links_of_message(unit, self.room, self.message_id)
        if not stored:
            return
        now = {link.url for link in self.links}
        gone = [one.link.url for one in stored if one.replaced_at is None and one.link.url not in now]
        for url in gone:
            unit.run(
                _REPLACE,
                of_room=self.room,
                of_message=stored_id(self.message_id),
                gone=url_hash(url),
                moment=unit.now,
            )
        kept = {one.link.url for one in stored if one.replaced_at is None}
        fresh = [link for link in self.links if link.url not in kept]
        _keep(unit, stored[0].origin, fresh, stored[0].saved_by)
        unit.audit(actor, "replace_links", self.room, gone=gone, urls=[link.url for link in fresh])


def _keep(unit: Unit, origin: Origin, fresh: Sequence[Link], saver: str) -> None:
    for link in fresh:
        unit.run(
            _KEEP,
            url=link.url,
            url_hash=url_hash(link.url),
            line=fitting(link.line, LONGEST_LINE),
            room=origin.room,
            message_id=stored_id(origin.message_id),
            shared_by=fitting(origin.shared_by, 200),
            shared_at=origin.shared_at,
            saved_by=saver,
            saved_at=unit.now,
            replaced_at=None,
        )
