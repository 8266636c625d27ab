"""Files from the web on real sockets: what is kept, what is refused, and what cannot be tricked."""

import asyncio
import gzip
import zlib
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture.fetch_policy import SAY, FetchPolicy, Refused
from capture.fetching import Failed, Fetched, fetch_url, system_resolve
from capture.public_addresses import is_public
from capture.unpacking import unpacker_for
from tests.patience import LONG_ENOUGH
from tests.unit.capture.web_of_lies import PLAN, Names, Web, opened

HERE = "127.0.0.1"
AT_HOME = Names({"files.example": [[HERE]], "cdn.example": [[HERE]]})


PACKED: Mapping[str, Callable[[bytes], bytes]] = {"gzip": gzip.compress, "deflate": zlib.compress, "identity": bytes}


def left_in(folder: Path) -> list[str]:
    return [one.name for one in folder.iterdir()]


@pytest.fixture
async def site() -> AsyncIterator[Web]:
    async with opened() as running:
        yield running


def policy_for(site: Web, **changes: object) -> FetchPolicy:
    """Both names of the tests, on this machine and without TLS."""
    hosts = tuple(f"{name}:{site.port}" for name in ("files.example", "cdn.example", "rebound.example"))
    open_here = FetchPolicy(
        hosts, hosts, seconds=20.0, idle_seconds=10.0, may_call=lambda address: str(address) == HERE
    )
    return replace(open_here, **changes)  # type: ignore[arg-type]  # fields by name


async def fetched(
    site: Web, tmp_path: Path, path: str, *, most: int = 20_000, names: Names | None = None, **changes: object
) -> Fetched | Refused | Failed:
    url = path if path.startswith("http") else site.url(path)
    resolve = names or Names(AT_HOME.answers)
    return await fetch_url(url, policy_for(site, **changes), tmp_path / "got", most, resolve=resolve)


async def test_a_file_is_kept_whole_with_its_name_and_type(site: Web, tmp_path: Path) -> None:
    found = await fetched(site, tmp_path, "/plan")
    assert found == Fetched(tmp_path / "got", len(PLAN), "application/pdf", site.url("/plan"), "方案.pdf")
    assert (tmp_path / "got").read_bytes() == PLAN
    assert left_in(tmp_path) == ["got"]


@pytest.mark.parametrize("path", ["/gzip", "/deflate"])
async def test_what_came_compressed_is_unpacked(site: Web, tmp_path: Path, path: str) -> None:
    assert isinstance(await fetched(site, tmp_path, path), Fetched)
    assert (tmp_path / "got").read_bytes() == PLAN


async def test_redirects_are_followed_to_hosts_on_the_list(site: Web, tmp_path: Path) -> None:
    there = site.url("/plan", "cdn.example")
    found = await fetched(site, tmp_path, f"/redirect?to={there}")
    assert isinstance(found, Fetched)
    assert found.url == there


async def test_a_key_goes_to_its_own_host_alone_and_cookies_nowhere(site: Web, tmp_path: Path) -> None:
    there = site.url("/cookie", "cdn.example")
    names, policy = Names(AT_HOME.answers), policy_for(site)
    url = site.url(f"/redirect?to={there}")
    found = await fetch_url(url, policy, tmp_path / "got", 20_000, headers={"Authorization": "Bearer k"}, resolve=names)
    assert isinstance(found, Fetched)
    assert [("Authorization" in headers, "Cookie" in headers) for _, headers in site.seen] == [
        (True, False),
        (False, False),
        (False, False),
    ]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/loop", "redirects"),
        ("/redirect?to=http://localhost/", "host"),
        ("/redirect?to=http://127.0.0.1:8787/", "host"),
        ("/redirect?to=http://169.254.169.254/latest/meta-data/", "inside"),
        ("/redirect?to=//evil.example/x", "host"),
        ("/redirect?to=ftp://files.example/x", "bad_address"),
        ("/redirect?to=file:///etc/passwd", "bad_address"),
        ("/redirect?to=http://user:pw@files.example/", "credentials"),
        ("/redirect?to=", "bad_address"),
        ("/redirect?to=http://[::1", "bad_address"),
        ("/status?is=401", "not_open"),
        ("/status?is=404", "gone"),
        ("/status?is=418", "answer"),
        ("/login", "type"),
        ("/large", "too_large"),
        ("/said-large", "too_large"),
        ("/br", "encoding"),
        ("/bomb", "bomb"),
    ],
)
async def test_refused_and_nothing_left(site: Web, tmp_path: Path, path: str, code: str) -> None:
    most = 50_000_000 if path == "/bomb" else 20_000
    found = await fetched(site, tmp_path, path, most=most, types=("application/*",))
    assert isinstance(found, Refused), found
    assert (found.code, found.say) == (code, SAY[code])
    assert left_in(tmp_path) == []


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/status?is=503", "their_trouble"),
        ("/status?is=429", "their_trouble"),
        ("/short", "broken"),
        ("/cut-gzip", "broken"),
        ("/two-gzips", "broken"),
        ("/not-gzip", "broken"),
    ],
)
async def test_failed_for_now_and_nothing_left(site: Web, tmp_path: Path, path: str, code: str) -> None:
    found = await fetched(site, tmp_path, path)
    assert isinstance(found, Failed), found
    assert found.code == code
    assert set(found.say) == {"zh", "en"}
    assert left_in(tmp_path) == []


@pytest.mark.parametrize(("seconds", "idle_seconds"), [(0.2, 10.0), (10.0, 0.2)])
async def test_a_slow_drip_is_given_up(site: Web, tmp_path: Path, seconds: float, idle_seconds: float) -> None:
    found = await fetched(site, tmp_path, "/drip", seconds=seconds, idle_seconds=idle_seconds)
    assert isinstance(found, Failed)
    assert found.code == "slow"
    assert left_in(tmp_path) == []


async def test_nobody_listens_there(site: Web, tmp_path: Path) -> None:
    hosts = ("files.example:1",)
    found = await fetched(site, tmp_path, "http://files.example:1/", hosts=hosts, http_hosts=hosts)
    assert isinstance(found, Failed)
    assert found.code == "unreachable"
    found = await fetched(site, tmp_path, "/plan", names=Names())
    assert isinstance(found, Failed)
    assert found.code == "no_name"


PRIVATE = [
    "127.0.0.1",
    "10.1.2.3",
    "169.254.169.254",
    "100.100.100.200",
    "::1",
    "::ffff:10.0.0.1",
    "fe80::1",
    "fd00::1",
]


@pytest.mark.parametrize("answer", [*PRIVATE, "64:ff9b::7f00:1", "2002:7f00:1::", "fe80::1%eth0", "nonsense"])
@pytest.mark.parametrize("beside", [[], ["93.184.215.14"]])
async def test_a_name_that_leads_inside_is_never_called(
    site: Web, tmp_path: Path, answer: str, beside: list[str]
) -> None:
    """Also where only one of its answers does."""
    names = Names({"files.example": [[*beside, answer]]})
    found = await fetched(site, tmp_path, "/plan", names=names, may_call=is_public)
    assert isinstance(found, Refused)
    assert found.code == "inside"
    assert site.seen == []


async def test_a_name_is_asked_for_once_so_a_second_answer_changes_nothing(site: Web, tmp_path: Path) -> None:
    """DNS rebinding: first an address that may be called, then one that may not."""
    names = Names({"rebound.example": [[HERE], ["127.0.0.2"]]})
    url = site.url("/plan", "rebound.example")
    assert isinstance(await fetched(site, tmp_path, url, names=names), Fetched)
    assert names.asked == ["rebound.example"]


async def test_on_a_redirect_the_name_is_judged_again(site: Web, tmp_path: Path) -> None:
    names = Names({"rebound.example": [[HERE], ["127.0.0.2"]]})
    url = site.url("/loop", "rebound.example")
    found = await fetched(site, tmp_path, url, names=names)
    assert isinstance(found, Refused)
    assert found.code == "inside"
    assert len(site.seen) == 1


async def test_this_machines_own_resolver(tmp_path: Path) -> None:
    assert HERE in await system_resolve("localhost")
    policy = FetchPolicy(("localhost",), ("localhost",))
    found = await fetch_url("http://localhost/", policy, tmp_path / "got", 1_000)
    assert isinstance(found, Refused)
    assert found.code == "inside"


async def test_given_up_from_outside_nothing_is_left(site: Web, tmp_path: Path) -> None:
    fetching = asyncio.create_task(fetched(site, tmp_path, "/drip"))
    async with asyncio.timeout(LONG_ENOUGH):
        await site.dripped.wait()
    fetching.cancel()
    with pytest.raises(asyncio.CancelledError):
        await fetching
    assert left_in(tmp_path) == []


@given(st.binary(max_size=5_000), st.integers(1, 200), st.sampled_from(sorted(PACKED)))
def test_however_it_is_cut_it_unpacks_to_the_same(body: bytes, step: int, encoding: str) -> None:
    packed = PACKED[encoding](body)
    unpacker = unpacker_for(encoding, 100)
    assert unpacker is not None
    pieces = [unpacker.unpacked(packed[at : at + step], 10_000) for at in range(0, len(packed), step)]
    assert b"".join(piece for piece in pieces if piece is not None) == body
    assert unpacker.whole
