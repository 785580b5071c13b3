"""Checking links: the targets of lists, asked politely and in batches, each with a verdict and its evidence.

    targets  ->  policy  ->  resolver  ->  Outcome + records  ->  cache  ->  Facts

`targets` collects the unique targets of documents; `policy` says for each host who asks, and how gently; `resolvers` ask, one
module a service, over `fetching`, which follows redirects hop by hop behind a guard; `cache` remembers; `run` drives it all.
Nothing here judges a list: rules do, from `Facts`.

Only `outcome`, `targets`, `wording` and `facts` may be imported by what runs without a network; the rest imports aiohttp or
sqlite3.
"""
