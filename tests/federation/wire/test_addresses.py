"""Where we never call."""

import socket
from typing import Any

import pytest

from federation.wire.addresses import AddressRefused, is_global_unicast, resolve


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_global(address: str) -> None:
    assert is_global_unicast(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "0.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1",
        "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.0.8",
        "::1", "::", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "2001:db8::1", "fec0::1",
        "::ffff:93.184.215.14", "::ffff:127.0.0.1", "::127.0.0.1", "2002:7f00:1::1",
        "2001:0:4136:e378::1", "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1",
    ],
)  # fmt: skip
def test_not_global(address: str) -> None:
    assert not is_global_unicast(address)


def test_one_bad_address_refuses_the_host(monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[Any] = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443))
        for address in ("93.184.215.14", "10.0.0.1")
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)

    with pytest.raises(AddressRefused, match=r"10\.0\.0\.1"):
        resolve("rebind.example", 443)
