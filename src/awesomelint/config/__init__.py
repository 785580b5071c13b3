"""Finding, reading and checking a user's configuration."""
