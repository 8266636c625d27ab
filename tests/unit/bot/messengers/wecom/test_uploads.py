from collections.abc import Mapping

from bot.messengers.base import Dead, Json, Retry
from bot.messengers.wecom.refusals import Refusal
from bot.messengers.wecom.uploads import Uploads
from knowledge.store.errors import StoreTrouble
from tests.clocks import FakeClock
from tests.contract.messengers.host import FakeHost


class Counting:
    """An upload that gives this answer, and counts."""

    def __init__(self, answer: Json | Refusal | Retry | Dead) -> None:
        self.answer, self.calls = answer, 0

    async def __call__(self) -> Json | Refusal | Retry | Dead:
        self.calls += 1
        return self.answer


class FullHost(FakeHost):
    """Its database takes nothing."""

    async def keep(self, name: str, value: Mapping[str, object]) -> None:
        raise StoreTrouble(name, str(value))

    async def forget(self, name: str) -> None:
        raise StoreTrouble(name)


async def test_one_send_is_uploaded_once_until_it_is_over() -> None:
    uploads, upload = Uploads(), Counting({"media_id": "m-1"})
    uploads.start(FakeHost(FakeClock()))
    assert [await uploads.media_id("outbox-1", upload) for _ in range(3)] == ["m-1"] * 3
    assert upload.calls == 1
    await uploads.settled("outbox-1")
    await uploads.media_id("outbox-1", upload)
    assert upload.calls == 2


async def test_an_upload_in_doubt_is_simply_tried_again() -> None:
    found = await Uploads().media_id("outbox-1", Counting(Retry("half an answer", in_doubt=True)))
    assert found == Retry("half an answer")


async def test_an_upload_that_is_refused_is_dead() -> None:
    assert isinstance(await Uploads().media_id("outbox-1", Counting(Refusal(40058, "no"))), Dead)


async def test_what_cannot_be_noted_is_tried_again_later() -> None:
    uploads = Uploads()
    uploads.start(FullHost(FakeClock()))
    assert isinstance(await uploads.media_id("outbox-1", Counting({"media_id": "m-1"})), Retry)
    await uploads.settled("outbox-1")
