"""Which addresses and names are public."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

_PRIVATE_4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this host, RFC 1122
        "10.0.0.0/8",  # private, RFC 1918
        "100.64.0.0/10",  # carriers' translation, RFC 6598; the metadata of Alibaba's cloud
        "127.0.0.0/8",  # loopback
        "168.63.129.16/32",  # the host of a machine in Azure: a public address that only the machine can see
        "169.254.0.0/16",  # link-local, RFC 3927; the metadata of most clouds
        "172.16.0.0/12",  # private, RFC 1918
        "192.0.0.0/24",  # assignments of protocols, RFC 6890; the metadata of Oracle's cloud
        "192.0.2.0/24",  # documentation, RFC 5737
        "192.88.99.0/24",  # relays from 6to4, RFC 7526
        "192.168.0.0/16",  # private, RFC 1918
        "198.18.0.0/15",  # benchmarks, RFC 2544
        "198.51.100.0/24",  # documentation, RFC 5737
        "203.0.113.0/24",  # documentation, RFC 5737
        "224.0.0.0/3",  # multicast, reserved, broadcast
    )
)
_GLOBAL_6 = IPv6Network("2000::/3")
"""Where all addresses lie that IANA gives out; outside are loopback, link-local, private and multicast ones."""
_PRIVATE_6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # assignments of protocols, RFC 2928, Teredo among them: it carries another address inside
        "2001:db8::/32",  # documentation, RFC 3849
        "2002::/16",  # 6to4, RFC 7526: carries another address inside
        "3fff::/20",  # documentation, RFC 9637
    )
)
_MAPPED = IPv6Network("::ffff:0:0/96")
_NAT64 = IPv6Network("64:ff9b::/96")
"""RFC 6052: how a network without IPv4 reaches it; the address is as good as the one inside."""
_LOCAL_SUFFIXES = (".localhost", ".local", ".internal", ".home.arpa", ".localdomain", ".onion", ".alt")
"""RFC 6761, 6762 and 8375; `.internal` is kept out of the root by ICANN (2024), and clouds call their metadata so. The last
two are no names of the DNS (RFC 7686 and 9476): that it does not know one says nothing."""


def is_public(address: str | IPv4Address | IPv6Address) -> bool:
    """Return whether an address is public; `False` for text that is no address."""
    try:
        parsed = ip_address(address.partition("%")[0]) if isinstance(address, str) else address
    except ValueError:
        return False
    if isinstance(parsed, IPv4Address):
        return not any(parsed in network for network in _PRIVATE_4)
    if parsed in _MAPPED or parsed in _NAT64:
        return is_public(IPv4Address(int(parsed) & 0xFFFFFFFF))
    return parsed in _GLOBAL_6 and not any(parsed in network for network in _PRIVATE_6)


def is_local_name(host: str) -> bool:
    """Return whether a name means this machine, this network, or one beside the internet, by its form.

    Every name without a dot does: no host of the internet has one (ICANN, dotless domains, 2013), and a proxy would look it up
    among those of its own network.
    """
    name = host.lower().rstrip(".")
    return "." not in name or name.endswith(_LOCAL_SUFFIXES)


def literal_address(host: str) -> IPv4Address | IPv6Address | None:
    """Return the address that a host is, in its usual notation, as in `WebUrl`; `None` for a name."""
    try:
        return ip_address(host)
    except ValueError:
        return None
