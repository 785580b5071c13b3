"""Fixtures for all tests: the local internet, for those that ask for it."""

from net.fixture import net, whole_net

__all__ = ["net", "whole_net"]
