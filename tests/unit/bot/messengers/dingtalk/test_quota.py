"""Calls of the month: counted together, written down now and then, told in time."""

from bot.messengers.dingtalk.quota import BATCH, Quota
from knowledge.store.errors import StoreFull
from tests.clocks import FakeClock
from tests.contract.messengers.host import FakeHost


async def called(quota: Quota, times: int) -> None:
    for _ in range(times):
        await quota.called()


async def test_calls_are_written_down_in_batches_and_go_on_after_a_restart() -> None:
    clock = FakeClock()
    host, quota = FakeHost(clock), Quota(clock, 10_000)
    await quota.start(host)
    await called(quota, BATCH - 1)
    assert host.values == {}
    await called(quota, 1)
    assert host.values["quota"] == {"month": "2026-01", "calls": BATCH}
    other = Quota(clock, 10_000)
    await other.start(host)
    await called(other, 3)
    assert other.used == BATCH + 3


async def test_the_operator_hears_of_it_once_at_each_share() -> None:
    clock = FakeClock()
    host, quota = FakeHost(clock), Quota(clock, 100)
    await quota.start(host)
    await called(quota, 80)
    assert host.reports == []
    await called(quota, 40)
    assert [subject for _, subject, _ in host.reports] == ["2026-01-90", "2026-01-100"]


async def test_a_month_begins_anew_by_beijing_time() -> None:
    clock = FakeClock()
    host, quota = FakeHost(clock), Quota(clock, 100)
    await quota.start(host)
    await called(quota, 40)
    clock.advance(20 * 86_400 - 9.5 * 3600)  # 2026-01-31 15:30 UTC is still January in Beijing
    await called(quota, BATCH)
    assert quota.used == 60
    clock.advance(3600)
    await called(quota, BATCH)
    assert quota.used == BATCH


async def test_without_a_limit_nothing_is_told() -> None:
    clock = FakeClock()
    host, quota = FakeHost(clock), Quota(clock, 0)
    await quota.start(host)
    await called(quota, 100)
    assert host.reports == []


class _FullHost(FakeHost):
    async def kept(self, name: str) -> None:  # noqa: ARG002
        raise StoreFull("no space")


async def test_what_could_not_be_written_is_counted_on() -> None:
    clock = FakeClock()
    quota = Quota(clock, 100)
    await quota.start(_FullHost(clock))
    await called(quota, 25)
    assert quota.used == 25
