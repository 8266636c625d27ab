"""The writer of rooms: what messengers and settings say about them."""

from knowledge.people.model import Room
from knowledge.people.tables import rooms
from knowledge.store.unit import Unit, upsert

_RECORD = upsert(rooms, ["messenger", "room_id"], ["direct", "title", "region", "unit", "outsiders", "language"])


def record_room(unit: Unit, room: Room) -> None:
    """Keep what is known of a room now."""
    unit.run(
        _RECORD,
        messenger=room.messenger,
        room_id=room.room_id,
        direct=int(room.direct),
        title=room.title,
        region=room.region,
        unit=room.unit,
        outsiders=None if room.outsiders is None else int(room.outsiders),
        language=room.language,
    )
