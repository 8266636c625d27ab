from bot.messengers.wecom.messenger import WeComMessenger
from tests.clocks import FakeClock
from tests.vendors.http.faults import Error, Partial, Status
from tests.vendors.wecom.fake import FakeWeCom


async def test_a_member_is_asked_for_once_an_hour(messenger: WeComMessenger, fake: FakeWeCom, clock: FakeClock) -> None:
    for _ in range(3):
        account = await messenger.look_up_user("li.lei")
        assert account is not None
        assert (account.name, account.active, account.outsider) == ("李雷", True, False)
    assert len(fake.journal.named("user/get")) == 1
    clock.advance(3601)
    await messenger.look_up_user("li.lei")
    assert len(fake.journal.named("user/get")) == 2


async def test_what_the_app_may_see_is_kept(messenger: WeComMessenger, fake: FakeWeCom) -> None:
    fake.faults.next("user/get", Partial({"biz_mail": "li.lei@example.com", "mobile": "13800000000"}))
    account = await messenger.look_up_user("li.lei")
    assert account is not None
    assert (account.email, account.mobile) == ("li.lei@example.com", "13800000000")


async def test_who_left_the_corp_is_not_active(messenger: WeComMessenger, fake: FakeWeCom) -> None:
    fake.faults.next("user/get", Partial({"status": 5}))
    account = await messenger.look_up_user("li.lei")
    assert account is not None
    assert not account.active


async def test_who_is_not_told_is_none_and_not_asked_for_again(messenger: WeComMessenger, fake: FakeWeCom) -> None:
    assert await messenger.look_up_user("nobody") is None
    assert await messenger.look_up_user("nobody") is None
    assert len(fake.journal.named("user/get")) == 1


async def test_a_moment_of_trouble_is_not_remembered(messenger: WeComMessenger, fake: FakeWeCom) -> None:
    fake.faults.next("user/get", Status(502))
    assert await messenger.look_up_user("li.lei") is None
    assert await messenger.look_up_user("li.lei") is not None


async def test_an_app_without_the_right_is_told_nothing(messenger: WeComMessenger, fake: FakeWeCom) -> None:
    fake.faults.next("user/get", Error(60011))
    assert await messenger.look_up_user("li.lei") is None


async def test_rooms_are_not_described(messenger: WeComMessenger) -> None:
    assert await messenger.look_up_room("chat:east") is None
