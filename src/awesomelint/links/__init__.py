"""Checking links: the targets of lists, checked in batches and within rate limits, each with a verdict and its evidence.

`check.check_links` does all of it: targets in, a report with facts out. In the order of what happens:

    targets, url                  which URLs a document links to, and which of them can be requested
    settings, policy              what the user wants, and what the table of hosts says of each host
    check                         which targets need not be requested, which resolver requests the others, its result
    cache, database               what is remembered from run to run
    network                       the table of resolvers, what that takes, and whether there is a network at all
    resolvers/                    one module a service or a few, in batches; `resolvers/pages` for all ordinary pages
    exchange                      a request and its answer as values, and the promise of a fetcher
    http, limits                  hop by hop, in each host's turn, with retries in a budget
    connection, guard             one request over aiohttp, to checked addresses alone
    pages, verdicts               what a page says, and what an answer means
    outcome                       the verdict on a target with its evidence, and how to say it

Nothing here judges a list or prints: rules and reporters do, from `Facts`. A run without links imports none of it but `settings`,
`outcome`, `targets` and `url`; one that the cache answers does not import aiohttp.
"""
