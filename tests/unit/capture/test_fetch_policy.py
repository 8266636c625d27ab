"""Addresses judged by their text: hosts on the list, and all the ways of writing another one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from capture.fetch_policy import SAY, FetchPolicy, Refused, checked_address

POLICY = FetchPolicy(
    hosts=("files.example", "*.cdn.example", "bücher.example", "drive.example:8443", "8.8.8.8"),
    http_hosts=("*.cdn.example",),
    types=("audio/*", "application/pdf"),
)


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("https://files.example/a?b=1#c", "https://files.example/a?b=1"),
        ("https://FILES.Example./a", "https://files.example/a"),
        ("https://files.example:443/", "https://files.example/"),
        ("https://files。example/", "https://files.example/"),
        ("https://a.cdn.example/x", "https://a.cdn.example/x"),
        ("http://a.b.cdn.example/x", "http://a.b.cdn.example/x"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://xn--bcher-kva.example/", "https://xn--bcher-kva.example/"),
        ("https://drive.example:8443/", "https://drive.example:8443/"),
        ("https://8.8.8.8/", "https://8.8.8.8/"),
        ("https://files.example/?next=http://a@b/", "https://files.example/?next=http://a@b/"),
        ("https://files.example/方案.pdf", "https://files.example/%E6%96%B9%E6%A1%88.pdf"),
    ],
)
def test_may_be_called(text: str, called: str) -> None:
    found = checked_address(text, POLICY)
    assert isinstance(found, URL), found
    assert str(found) == called


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("http://files.example/", "not_https"),
        ("https://other.example/", "host"),
        ("https://cdn.example/", "host"),
        ("https://evilcdn.example/", "host"),
        ("https://files.example.evil.example/", "host"),
        ("https://files.example:444/", "host"),
        ("https://drive.example/", "host"),
        ("https://localhost/", "host"),
        ("https://ⓛocalhost/", "host"),
        ("https://files.exаmple/", "host"),  # a Cyrillic а
        ("https://169.254.169.254/latest/meta-data/", "inside"),
        ("https://127.0.0.1/", "inside"),
        ("https://[::1]/", "inside"),
        ("https://[::ffff:127.0.0.1]/", "inside"),
        ("https://[64:ff9b::a9fe:a9fe]/", "inside"),
        ("https://[fe80::1%eth0]/", "inside"),
        ("https://2130706433/", "host"),
        ("https://0x7f000001/", "host"),
        ("https://0177.0.0.1/", "host"),
        ("https://127.1/", "host"),
        ("https://%31%32%37.0.0.1/", "host"),
        ("https://files.example@127.0.0.1/", "credentials"),
        ("https://127.0.0.1@files.example/", "credentials"),
        ("https://user:pw@files.example/", "credentials"),
        ("https://@files.example/", "credentials"),
        ("https://files.example%2f@evil.example/", "credentials"),
        ("https://files.example\\@evil.example/", "bad_address"),
        ("https://files.example/\r\nHost: evil", "bad_address"),
        ("https://files.example/a b", "bad_address"),
        ("https://files.example:0/", "bad_address"),
        ("https://files.example:99999/", "bad_address"),
        ("https:///files.example", "bad_address"),
        ("//files.example/", "bad_address"),
        ("files.example/a", "bad_address"),
        ("file:///etc/passwd", "bad_address"),
        ("gopher://files.example/", "bad_address"),
        ("https://[::1/", "bad_address"),
        ("", "bad_address"),
        (f"https://files.example/{'a' * 4_000}", "bad_address"),
    ],
)
def test_may_not_be_called(text: str, code: str) -> None:
    found = checked_address(text, POLICY)
    assert isinstance(found, Refused), found
    assert (found.code, set(found.say)) == (code, {"zh", "en"})


@given(st.text())
def test_any_text_is_an_answer_and_never_another_host(text: str) -> None:
    for candidate in (text, f"https://{text}", f"https://files.example{text}", f"https://{text}files.example/"):
        found = checked_address(candidate, POLICY)
        assert isinstance(found, Refused) or found.host in ("files.example", "8.8.8.8") or ".cdn." in str(found)


def test_content_types() -> None:
    wanted = [one for one in ("audio/mpeg", "Application/PDF", "text/html", "") if POLICY.wants(one)]
    assert wanted == ["audio/mpeg", "Application/PDF"]
    assert FetchPolicy(()).wants("text/html")


def test_every_sentence_is_one_in_both_languages() -> None:
    assert all(said["zh"].endswith("。") and said["en"].endswith(".") for said in SAY.values())


@pytest.mark.parametrize("host", ["2130706433", "127.1", "0x7f000001", "0177.0.0.1", "files.example.0x7f"])
def test_a_number_is_no_host_even_where_the_settings_list_it(host: str) -> None:
    found = checked_address(f"https://{host}/", FetchPolicy(hosts=(host,)))
    assert isinstance(found, Refused)
    assert found.code == "bad_address"
