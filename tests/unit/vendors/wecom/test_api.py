import asyncio

import aiohttp
import pytest

from tests.clocks import FakeClock
from tests.unit.vendors.wecom.caller import PNG, Caller, SignedIn
from tests.vendors.http.faults import Error, HalfBody, Hang, Partial, RateLimited, Status, TakenThenDropped
from tests.vendors.wecom.fake import FakeWeCom


async def test_a_token_is_the_same_while_it_lives(caller: Caller, clock: FakeClock) -> None:
    first = await caller.token()
    clock.advance(7199)
    again = await caller.token()
    clock.advance(1)
    later = await caller.token()
    assert (first["expires_in"], again["expires_in"]) == (7200, 1)
    assert first["access_token"] == again["access_token"] != later["access_token"]
    assert len(first["access_token"]) == 512


async def test_wrong_credentials_are_told_apart(caller: Caller) -> None:
    assert (await caller.token(secret="guess"))["errcode"] == 40001
    assert (await caller.token(corp_id="wwelse"))["errcode"] == 40013


async def test_asking_for_tokens_too_often_is_blocked(caller: Caller, clock: FakeClock) -> None:
    codes = [(await caller.token())["errcode"] for _ in range(21)]
    assert codes == [0] * 20 + [45009]
    clock.advance(60)
    assert (await caller.token())["errcode"] == 0


async def test_a_call_needs_a_living_token(caller: Caller, api: SignedIn, fake: FakeWeCom, clock: FakeClock) -> None:
    assert (await caller.get("user/get", userid="li.na"))["errcode"] == 41001
    assert (await caller.get("user/get", userid="li.na", access_token="x"))["errcode"] == 40014
    assert (await api.get("user/get", userid="li.na"))["errcode"] == 0
    clock.advance(7200)
    assert (await api.get("user/get", userid="li.na"))["errcode"] == 42001
    fresh = await caller.signed_in()
    fake.tokens.revoke(fake.world.apps[1_000_002])
    assert (await fresh.get("user/get", userid="li.na"))["errcode"] == 40014


async def test_an_untrusted_address_is_named(api: SignedIn, fake: FakeWeCom) -> None:
    fake.trusts_caller = False
    refused = await api.get("user/get", userid="li.na")
    assert refused["errcode"] == 60020
    assert "from ip: 127.0.0.1" in refused["errmsg"]


async def test_the_minute_rule(api: SignedIn, fake: FakeWeCom, clock: FakeClock) -> None:
    fake.calls_per_minute.most = 2
    codes = [(await api.get("user/get", userid="li.na"))["errcode"] for _ in range(3)]
    assert codes == [0, 0, 45009]
    clock.advance(60)
    assert (await api.get("user/get", userid="li.na"))["errcode"] == 0


async def test_people_are_looked_up_but_their_numbers_stay_private(api: SignedIn) -> None:
    found = await api.get("user/get", userid="li.na")
    assert (found["name"], found.get("mobile"), found.get("email")) == ("李娜", None, None)
    assert (await api.get("user/get", userid="nobody"))["errcode"] == 60111
    assert (await api.post("user/getuserid", {"mobile": "13800000001"}))["userid"] == "li.na"
    assert (await api.post("user/get_userid_by_email", {"email": "li.na@example.com"}))["userid"] == "li.na"
    assert (await api.post("user/getuserid", {"mobile": "13900000000"}))["errcode"] == 46004


async def test_an_app_sees_its_visible_range_only(api: SignedIn, fake: FakeWeCom) -> None:
    fake.world.apps[1_000_002].visible = {"li.na"}
    about = await api.get("agent/get", agentid="1000002")
    assert about["allow_userinfos"]["user"] == [{"userid": "li.na"}]
    assert (await api.get("agent/get", agentid="7"))["errcode"] == 301002
    assert (await api.get("user/get", userid="wang.wei"))["errcode"] == 60011


async def test_media_keeps_its_raw_name_for_three_days(api: SignedIn, fake: FakeWeCom, clock: FakeClock) -> None:
    kept = await api.upload("file", "报价单.txt", b"seven million")
    link = f"{fake.api_url}/media/get?access_token={api.token}&media_id={kept['media_id']}"
    async with api.caller.session.get(link) as response:
        assert await response.read() == b"seven million"
        assert "报价单.txt" in response.headers["Content-Disposition"]
    clock.advance(3 * 24 * 3600)
    again = await api.caller.signed_in()
    assert (await again.get("media/get", media_id=kept["media_id"]))["errcode"] == 40007


async def test_a_percent_encoded_name_is_shown_as_it_came(api: SignedIn, fake: FakeWeCom) -> None:
    form = aiohttp.FormData()
    form.add_field("media", b"seven million", filename="报价单.txt")
    link = f"{fake.api_url}/media/upload?access_token={api.token}&type=file"
    async with api.caller.session.post(link, data=form) as response:
        kept = await response.json()
    assert fake.media.get(kept["media_id"]).name.startswith("%E6%8A%A5")


@pytest.mark.parametrize(
    ("kind", "start", "more", "errcode"),
    [
        ("file", b"12345", 0, 40006),
        ("image", b"no picture", 0, 40004),
        ("image", PNG, 10 * 1024 * 1024, 40009),
        ("voice", b"RIFF....WAVE", 0, 40004),
        ("voice", b"#!AMR", 2 * 1024 * 1024, 40010),
        ("sticker", b"seven million", 0, 40005),
    ],
)
async def test_media_that_is_refused(api: SignedIn, kind: str, start: bytes, more: int, errcode: int) -> None:
    assert (await api.upload(kind, "a.bin", start + bytes(more)))["errcode"] == errcode


async def test_a_body_that_is_no_json_object(api: SignedIn, fake: FakeWeCom) -> None:
    link = f"{fake.api_url}/message/send?access_token={api.token}"
    for body in (b"{", b"[1]", b"\xff"):
        async with api.caller.session.post(link, data=body) as response:
            assert (response.status, (await response.json())["errcode"]) == (200, 47001)


async def test_the_wrong_method_is_an_errcode_too(api: SignedIn) -> None:
    assert (await api.post("user/get", {"userid": "li.na"}))["errcode"] == 43001
    assert (await api.get("message/send"))["errcode"] == 43002


async def test_faults_meet_the_next_calls(api: SignedIn, fake: FakeWeCom) -> None:
    fake.faults.next("message/send", Error(-1), RateLimited(), Partial({"invaliduser": "wang.wei"}))
    codes = [(await api.send("text", {"content": f"hello {n}"})).get("errcode") for n in range(2)]
    partial = await api.send("text", {"content": "hello 3"})
    assert codes == [-1, 45009]
    assert (partial["errcode"], partial["invaliduser"]) == (0, "wang.wei")
    assert fake.shown("li.na") == "hello 3"


@pytest.mark.parametrize(("fault", "shown"), [(Status(502), ""), (HalfBody(), "hello"), (TakenThenDropped(), "hello")])
async def test_an_answer_that_does_not_arrive(
    api: SignedIn, fake: FakeWeCom, fault: Status | HalfBody | TakenThenDropped, shown: str
) -> None:
    fake.faults.next("message/send", fault)
    with pytest.raises((aiohttp.ClientError, AssertionError)):
        await api.send("text", {"content": "hello"})
    assert fake.shown("li.na") == shown
    assert len(await fake.called("message/send")) == 1


async def test_a_hanging_call_takes_nothing(api: SignedIn, fake: FakeWeCom) -> None:
    fake.faults.next("message/send", Hang())
    asking = asyncio.ensure_future(api.send("text", {"content": "hello"}))
    await fake.called("message/send")
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)
    assert fake.shown("li.na") == ""
