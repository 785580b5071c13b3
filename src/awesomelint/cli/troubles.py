"""Errors of single inputs: each is told once and remembered, and is no harm to the other inputs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from awesomelint.cli.terminal import say_error
from awesomelint.errors import AwesomelintError, InternalError


class Troubles:
    """What went wrong in a run so far."""

    def __init__(self) -> None:
        self._told: dict[str, None] = {}

    def __bool__(self) -> bool:
        return bool(self._told)

    def tell(self, message: str) -> None:
        """Print an error, unless that was done: one broken configuration holds for many files."""
        if message not in self._told:
            self._told[message] = None
            say_error(message)

    @contextmanager
    def going_on(self, name: str = "") -> Iterator[None]:
        """Tell an error of the input of this name, and go on behind the block."""
        try:
            yield
        except (AwesomelintError, InternalError) as error:
            self.tell(str(error))
        except (MemoryError, RecursionError) as error:
            self.tell(f"{name}: given up: {type(error).__name__}")
