"""URLs as they are written: what is wrong with one, and which addresses are gone. Rules and the link checker ask alike."""
