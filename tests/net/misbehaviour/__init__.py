"""Hosts that behave badly, one a row; each is there under every suffix: `flaky.test` and `flaky.misbehaving.org` are the same.

lychee and others leave out names below `.test`, so that comparisons need the second suffix.
"""

from __future__ import annotations

from net.misbehaviour.bodies import BODIES
from net.misbehaviour.identity import IDENTITY
from net.misbehaviour.pretence import PRETENCE
from net.misbehaviour.redirects import REDIRECTS
from net.misbehaviour.refusals import REFUSALS
from net.misbehaviour.trouble import TROUBLE
from net.sites import Site

SUFFIXES = ("test", "misbehaving.org")

MISBEHAVIOUR: tuple[Site, ...] = (*REFUSALS, *TROUBLE, *REDIRECTS, *BODIES, *PRETENCE, *IDENTITY)
"""Every misbehaving host, by its first label."""
