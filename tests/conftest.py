"""For all tests: no links are checked unless a test says so, and the local internet is there for those that ask for it."""

import os

from net.fixture import net, whole_net

__all__ = ["net", "whole_net"]

os.environ["AWESOMELINT_LINKS"] = "0"
