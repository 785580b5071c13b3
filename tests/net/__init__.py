"""A local internet: real sockets and certificates under the real host names, without leaving this machine.

What is here plays servers, well-behaved and not. It knows nothing of awesomelint, so that other programs can be run against it,
and it judges nothing: which verdict a behaviour deserves is said by the tests of the link checker.
"""
