"""Finding entries, whatever construct holds them, and telling them from what only looks like one."""
