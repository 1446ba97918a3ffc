"""How long work tells how far it is, and how it is stopped."""

from typing import Protocol


class Progress(Protocol):
    """What long work reports to."""

    def step(self, done: int, total: int, what: str) -> None:
        """Take note that ``done`` of ``total`` steps are done, and that ``what`` comes next.

        ``total`` is 0 while it is not known.

        Raises:
            Cancelled: to stop the work, which then leaves everything as it was.
        """


class _Quiet(Progress):
    def step(self, done: int, total: int, what: str) -> None:
        pass


QUIET: Progress = _Quiet()
"""A progress that nobody looks at."""
