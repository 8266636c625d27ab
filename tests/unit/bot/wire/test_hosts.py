import pytest
from yarl import URL

from bot.wire.hosts import Hosts

HOSTS = Hosts("https://api.acme.cn/v1", ["files.acme.com", "*.acme.com.cn", "8.8.8.8", "10.0.0.1"])


@pytest.mark.parametrize(
    "url",
    [
        "https://api.acme.cn/x?token=1",
        "wss://api.acme.cn:8443/",
        "https://FILES.acme.com/a",
        "https://files.acme.com./a",
        "https://a.b.acme.com.cn/",
        "https://8.8.8.8/",
    ],
)
def test_the_platforms_own_hosts_may_be_called(url: str) -> None:
    assert HOSTS.refusal(URL(url)) is None


@pytest.mark.parametrize(
    "url",
    [
        "http://api.acme.cn/",
        "http://files.acme.com/",
        "https://evil.cn/",
        "https://acme.com.cn/",
        "https://evilacme.com.cn/",
        "https://files.acme.com.evil.cn/",
        "https://files.acme.com@evil.cn/",
        "https://evil@files.acme.com/",
        "https://1.1.1.1/",
        "https://10.0.0.1/",
        "https://127.0.0.1/",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[fe80::1]/",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://localhost/",
        "ftp://files.acme.com/",
        "file:///etc/passwd",
        "//",
        "",
    ],
)
def test_nothing_else_may_be_called(url: str) -> None:
    assert HOSTS.refusal(URL(url))


def test_a_base_inside_the_network_is_trusted_as_configured() -> None:
    hosts = Hosts("http://127.0.0.1:8080")
    assert hosts.refusal(URL("http://127.0.0.1:9090/file")) is None
    assert hosts.refusal(URL("ws://127.0.0.1:9090/")) is None
    assert hosts.refusal(URL("http://127.0.0.2/"))
    assert hosts.refusal(URL("http://10.0.0.1/"))


def test_a_refusal_shows_no_query() -> None:
    assert "hush" not in str(HOSTS.refusal(URL("https://u:hush@evil.cn/hush?token=hush")))
