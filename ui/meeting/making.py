"""A report that is being made, in a thread of its own, while the page stays free to use.

It belongs to the visit that asked for it: another reader never sees it.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass

Progress = Callable[[float], None]
# Reports that are made at once in this server; more wait their turn, so that the pages of others stay quick.
AT_ONCE = 1
_POOL = ThreadPoolExecutor(max_workers=AT_ONCE, thread_name_prefix="report")


@dataclass(frozen=True)
class Made:
    """A file to download."""

    name: str
    content: bytes
    mime: str


class Making:
    """Files that are made once, in the language of the reader; ``share`` is how much is done, from 0 to 1."""

    def __init__(self, title: str, make: Callable[[Progress], tuple[Made, ...]]) -> None:
        self.title = title
        self.share = 0.0
        # The context has the reader's language.
        self._future: Future[tuple[Made, ...]] = _POOL.submit(copy_context().run, make, self._tell)

    @property
    def is_done(self) -> bool:
        """Whether it has ended, well or not."""
        return self._future.done()

    @property
    def is_waiting(self) -> bool:
        """Whether it has not begun."""
        return not (self._future.running() or self._future.done())

    def made(self) -> tuple[Made, ...]:
        """The files; the error where there was one."""
        return self._future.result()

    def _tell(self, share: float) -> None:
        self.share = min(max(share, self.share), 1.0)
