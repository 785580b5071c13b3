"""Checking links: the targets of lists, checked in batches and within rate limits, each with a verdict and its evidence.

`check.check_links` does all of it: targets in, a report with facts out. In the order of what happens:

    targets, url                  which URLs a document links to, and which of them can be requested
    settings, policy              what the user wants, and what the table of hosts says of each host
    check                         which targets need not be requested, which resolver requests the others, its result
    cache, database               what is remembered from run to run
    network                       the table of resolvers, what they need, and whether there is a network at all
    resolvers/                    a module for each service or a few, in batches; `resolvers/pages` for all ordinary pages
    exchange                      a request and its response as values, and the protocol of a fetcher
    limits                        when what is asked: queues that are worked off, and the turns of each host
    http                          requests with redirects and retries, within a budget of time
    connection, guard             one request over aiohttp, to checked addresses only
    pages, verdicts               what a page says, and what a response means
    outcome                       the verdict on a target with its evidence, and its wording

Nothing here judges a list or prints: rules and reporters do, from `Facts`. A run without links imports none of it but `settings`,
`outcome`, `targets` and `url`; one that the cache answers does not import aiohttp.
"""
