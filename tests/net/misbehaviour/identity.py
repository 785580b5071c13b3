"""Hosts that are not who they say: wrong certificates, names that do not exist or lead where they should not."""

from __future__ import annotations

from net.authority import Certificate
from net.messages import page
from net.sites import Reach, Site, always

A_PAGE = always(page("A page"))
PUBLIC = "93.184.255.1"
"""An address that looks public, and is in no other use here."""

IDENTITY = (
    Site("ok", "an ordinary host, whose pages are all there", A_PAGE),
    Site("wrong-cert", "a certificate of another host", A_PAGE, certificate=Certificate.OTHER_HOST),
    Site("expired-cert", "a certificate that has run out", A_PAGE, certificate=Certificate.EXPIRED),
    Site("unknown-cert", "a certificate of an unknown authority", A_PAGE, certificate=Certificate.SELF_SIGNED),
    Site("no-name", "a name that does not exist", A_PAGE, reach=Reach.NO_NAME),
    Site("name-server-fails", "a name that cannot be looked up now", A_PAGE, reach=Reach.NAME_SERVER_FAILS),
    Site("loopback", "a name that resolves to loopback", A_PAGE, addresses=(("127.0.0.1",),)),
    Site("private", "a name that resolves to a private address", A_PAGE, addresses=(("10.0.0.1",),)),
    Site("metadata", "a name that resolves to the metadata service", A_PAGE, addresses=(("169.254.169.254",),)),
    Site(
        "mapped", "a name that resolves to IPv4 loopback, written as IPv6", A_PAGE, addresses=(("::ffff:127.0.0.1",),)
    ),
    Site("half-private", "a name with a public and a private address", A_PAGE, addresses=((PUBLIC, "192.168.0.1"),)),
    Site(
        "rebinding",
        "a name that is public once, and loopback from then on",
        A_PAGE,
        addresses=((PUBLIC,), ("127.0.0.1",)),
    ),
)
