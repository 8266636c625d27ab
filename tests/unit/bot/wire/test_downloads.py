import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest
from aiohttp import web

from bot.wire.http import Downloaded, Http, NoAnswer, Refused
from tests.unit.bot.wire.platform import Handler, Platform, drop, half, says

SECRET = {"Authorization": "Bearer hush"}
PDF = {"Content-Type": "application/pdf"}


@pytest.fixture
async def platform() -> AsyncIterator[Platform]:
    made = Platform()
    await made.open()
    yield made
    await made.close()


@pytest.fixture
async def elsewhere() -> AsyncIterator[Platform]:
    """Another origin of the same platform: another port."""
    made = Platform()
    await made.open()
    yield made
    await made.close()


@pytest.fixture
async def http(platform: Platform) -> AsyncIterator[Http]:
    made = Http(platform.url, seconds=5, connect_seconds=1)
    yield made
    await made.close()


def kept(folder: Path) -> list[Path]:
    return list(folder.iterdir())


async def test_a_file_arrives_with_its_name(http: Http, platform: Platform, tmp_path: Path) -> None:
    named = "attachment; filename*=UTF-8''%E6%8A%A5%E4%BB%B7.pdf"
    platform.answers["/f"] = says(body=b"x" * 600_000, headers={**PDF, "Content-Disposition": named})
    into = tmp_path / "f"
    assert await http.download("/f", into, SECRET, most_bytes=600_000) == Downloaded(
        into, 600_000, "application/pdf", "报价.pdf"
    )
    assert into.read_bytes() == b"x" * 600_000
    assert platform.seen[0].headers["Authorization"] == "Bearer hush"
    assert kept(tmp_path) == [into]


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ('attachment; filename="a.pdf"', "a.pdf"),
        ('attachment; filename="报价.pdf"', "报价.pdf"),
        ('attachment; filename="%E6%8A%A5.pdf"', "报.pdf"),
        ('attachment; filename="../../etc/passwd"', "passwd"),
        ('attachment; filename="..%5C..%5Cx.exe"', "x.exe"),
        ('attachment; filename=".."', ""),
        ('attachment; filename="a%0Ab.pdf"', "ab.pdf"),
        ("attachment; =;;", ""),
        ("", ""),
    ],
)
async def test_a_name_has_no_folder(http: Http, platform: Platform, tmp_path: Path, header: str, name: str) -> None:
    platform.answers["/f"] = says(body=b"x", headers={**PDF, "Content-Disposition": header})
    found = await http.download("/f", tmp_path / "f", most_bytes=9)
    assert isinstance(found, Downloaded)
    assert found.name == name


@pytest.mark.parametrize(
    "answer",
    [
        says(text="<html>log in</html>", content_type="text/html"),
        says(text='{"errcode": 40007}', content_type="application/json"),
        says(403, text="no"),
        says(302),
        says(304),
    ],
)
async def test_what_is_no_file_is_refused_with_the_answer(
    http: Http, platform: Platform, tmp_path: Path, answer: Handler
) -> None:
    platform.answers["/f"] = answer
    found = await http.download("/f", tmp_path / "f", most_bytes=99)
    assert isinstance(found, Refused)
    assert found.answer is not None
    assert kept(tmp_path) == []


async def test_a_json_file_may_be_wanted(http: Http, platform: Platform, tmp_path: Path) -> None:
    platform.answers["/f"] = says(text="{}", content_type="application/json")
    found = await http.download("/f", tmp_path / "f", most_bytes=99, unwanted_types=())
    assert isinstance(found, Downloaded)


async def test_too_large_is_refused_by_its_announcement(http: Http, platform: Platform, tmp_path: Path) -> None:
    platform.answers["/f"] = says(body=b"x" * 10, headers=PDF)
    assert await http.download("/f", tmp_path / "f", most_bytes=9) == Refused("more than 9 bytes")
    assert kept(tmp_path) == []


async def test_too_large_is_refused_without_an_announcement(http: Http, platform: Platform, tmp_path: Path) -> None:
    async def pour(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers=PDF)
        response.enable_chunked_encoding()
        await response.prepare(request)
        with suppress(ConnectionError):
            while True:
                await response.write(b"x" * 100_000)
        return response

    platform.answers["/f"] = pour
    assert await http.download("/f", tmp_path / "f", most_bytes=200_000) == Refused("more than 200000 bytes")
    assert kept(tmp_path) == []


@pytest.mark.parametrize("answer", [half, drop])
async def test_half_a_file_is_no_file(http: Http, platform: Platform, tmp_path: Path, answer: Handler) -> None:
    platform.answers["/f"] = answer
    found = await http.download("/f", tmp_path / "f", most_bytes=999)
    assert isinstance(found, NoAnswer)
    assert not found.in_doubt
    assert kept(tmp_path) == []


async def test_an_earlier_file_stays_where_the_new_one_fails(http: Http, platform: Platform, tmp_path: Path) -> None:
    platform.answers["/f"] = half
    (tmp_path / "f").write_text("as it was")
    await http.download("/f", tmp_path / "f", most_bytes=999)
    assert (tmp_path / "f").read_text() == "as it was"


async def test_a_folder_that_is_not_there_is_no_answer(http: Http, platform: Platform, tmp_path: Path) -> None:
    platform.answers["/f"] = says(body=b"x", headers=PDF)
    assert isinstance(await http.download("/f", tmp_path / "no" / "f", most_bytes=9), NoAnswer)


async def test_a_cancelled_download_leaves_nothing(http: Http, platform: Platform, tmp_path: Path) -> None:
    begun = asyncio.Event()

    async def stall(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers=PDF)
        await response.prepare(request)
        await response.write(b"x")
        begun.set()
        await platform.stop.wait()
        return response

    platform.answers["/f"] = stall
    loading = asyncio.create_task(http.download("/f", tmp_path / "f", most_bytes=9))
    await begun.wait()
    loading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await loading
    assert kept(tmp_path) == []


async def test_a_redirect_keeps_the_bearer_at_home(
    http: Http, platform: Platform, elsewhere: Platform, tmp_path: Path
) -> None:
    platform.answers["/f"] = says(302, headers={"Location": "/g"})
    platform.answers["/g"] = says(307, headers={"Location": f"{elsewhere.url}/h?sign=1"})
    elsewhere.answers["/h"] = says(body=b"x", headers=PDF)
    assert isinstance(await http.download("/f", tmp_path / "f", SECRET, most_bytes=9), Downloaded)
    assert [one.headers.get("Authorization") for one in platform.seen] == ["Bearer hush", "Bearer hush"]
    assert "Authorization" not in elsewhere.seen[0].headers
    assert elsewhere.seen[0].query["sign"] == "1"


@pytest.mark.parametrize("location", ["https://evil.cn/x", "http://10.0.0.1/", "file:///etc/passwd", "//localhost/x"])
async def test_a_redirect_out_of_the_platform_is_refused(
    http: Http, platform: Platform, tmp_path: Path, location: str
) -> None:
    platform.answers["/f"] = says(302, headers={"Location": location})
    assert isinstance(await http.download("/f", tmp_path / "f", SECRET, most_bytes=9), Refused)
    assert len(platform.seen) == 1


async def test_redirects_without_end_are_refused(http: Http, platform: Platform, tmp_path: Path) -> None:
    platform.answers["/f"] = says(302, headers={"Location": "/f"})
    found = await http.download("/f", tmp_path / "f", most_bytes=9)
    assert found == Refused("127.0.0.1: too many redirects")
    assert len(platform.seen) == 5


async def test_a_redirect_to_nonsense_is_refused(http: Http, platform: Platform, tmp_path: Path) -> None:
    platform.answers["/f"] = says(302, headers={"Location": "http://["})
    found = await http.download("/f", tmp_path / "f", most_bytes=9)
    assert isinstance(found, Refused)
