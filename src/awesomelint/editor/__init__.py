"""The language server: what an editor asks about a list while somebody types.

`analysis` reads and lints one version of a text; the other modules answer questions about an analysis, as values of the
Language Server Protocol; `server` keeps the conversation. Only `server` imports pygls; nothing here is imported but by
`awesomelint lsp`.
"""
