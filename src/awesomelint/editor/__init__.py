"""The language server: findings, fixes and completion while the user types.

`analysis` reads and lints one version of a text; the other modules answer questions about an analysis, as values of the
Language Server Protocol; `server` talks to the editor. Only `server` imports pygls; nothing here is imported but by
`awesomelint lsp`.
"""
