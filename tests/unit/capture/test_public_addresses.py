"""Which addresses are of the public internet."""

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture.public_addresses import as_ip, is_public


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "93.184.215.14", "223.5.5.5", "2606:4700::1111", "240e::1", "::ffff:8.8.8.8", "64:ff9b::808:808"],
)
def test_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",  # noqa: S104  judged, not bound
        "10.255.255.255",
        "100.64.0.1",
        "100.100.100.200",
        "127.0.0.1",
        "127.255.255.254",
        "168.63.129.16",
        "169.254.169.254",
        "172.31.255.255",
        "192.0.0.8",
        "192.168.1.1",
        "198.19.0.1",
        "203.0.113.9",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b::a00:1",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::1",
        "2002:808:808::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
    ],
)
def test_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@given(st.integers(0, 2**32 - 1).map(IPv4Address))
def test_an_address_in_another_dress_is_judged_as_it_is(address: IPv4Address) -> None:
    translated = IPv6Address(int(IPv6Address("64:ff9b::")) + int(address))
    assert {is_public(IPv6Address(f"::ffff:{address}")), is_public(translated)} == {is_public(address)}
    assert address.is_global or not is_public(address)


@given(st.integers(0, 2**128 - 1).map(IPv6Address))
def test_nothing_is_public_that_python_calls_private(address: IPv6Address) -> None:
    assert address.is_global or not is_public(address)


@pytest.mark.parametrize("text", ["0177.0.0.1", "0x7f.0.0.1", "127.1", "2130706433", "localhost", ""])
def test_odd_ways_of_writing_are_no_address(text: str) -> None:
    assert as_ip(text) is None
