"""How people are reached from inside a transaction: scenes, private rooms, the operator, the relay's bell."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from bot.messengers.base import Addressing
from config.access import AccessPolicy
from knowledge.people.accounts import Reachable, reachable
from knowledge.people.model import Handle, Lang, Person
from knowledge.people.view import person_by_handle, persons_called
from knowledge.store.unit import Reader, Unit
from notifiers.alert import RuleWords, Scene
from notifiers.notice import Address
from notifiers.operator_words import operator_notice
from notifiers.outbox import address_of, put


@dataclass(frozen=True, slots=True)
class Telling:
    """Everything about addresses, also in messengers that run in another process, or only later.

    `operator` is a person (id, e-mail, name) or an address such as "local:ops". `unasked` are the messengers that are
    there without anybody having asked for them: people are not looked for there while another one knows them.
    """

    messengers: Mapping[str, Addressing]
    zone: ZoneInfo
    language: Lang
    operator: str
    rules: Mapping[str, RuleWords]
    wake: Callable[[], None]
    unasked: Collection[str] = ()
    policy: AccessPolicy = field(default_factory=AccessPolicy)

    def scene(self, unit: Unit) -> Scene:
        """What alerts and digests may look at, in this unit."""
        return Scene(
            reader=unit,
            now=unit.now,
            zone=self.zone,
            language=self.language,
            direct=self.direct,
            reads_at=self.reads_at,
            operator=self.operator_address(unit),
            rules=self.rules,
            policy=self.policy,
        )

    def direct(self, reader: Reader, person_id: str) -> Address | None:
        """A person's own room with the bot: where they spoke last, else in a messenger that was asked for."""
        known = [one for one in reachable(reader, person_id) if one.handle.messenger in self.messengers]
        if not known:
            return None
        handle = max(known, key=self._nearness).handle
        return Address(handle.messenger, self.messengers[handle.messenger].direct_room(handle.user_id))

    def _nearness(self, one: Reachable) -> tuple[float, bool]:
        return one.spoke_at.timestamp() if one.spoke_at else 0.0, one.handle.messenger not in self.unasked

    def reads_at(self, reader: Reader, address: Address) -> Person | None:
        """Whose own room an address is; None for a group, or for somebody unknown."""
        messenger = self.messengers.get(address.messenger)
        user_id = messenger.user_of(address.room_id) if messenger else None
        return person_by_handle(reader, Handle(address.messenger, user_id)) if user_id else None

    def operator_address(self, reader: Reader) -> Address | None:
        """Where the operator reads."""
        if self.operator.partition(":")[0] in self.messengers:
            return address_of(self.operator)
        found = persons_called(reader, self.operator) if self.operator else []
        return self.direct(reader, found[0].person_id) if found else None

    def tell_operator(self, unit: Unit, trouble: str, subject: str, **facts: str) -> None:
        """Report trouble in this unit; nothing happens where nobody is named."""
        address = self.operator_address(unit)
        if address is not None:
            put(unit, operator_notice(trouble, subject, self.language, facts), address)
            self.ring(unit)

    def ring(self, unit: Unit) -> None:
        """Wake the relay once this unit is durable."""
        unit.afterwards(self.wake)
