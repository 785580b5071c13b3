"""LNK: what is wrong with a link, told from its text or from what is known of its target."""
