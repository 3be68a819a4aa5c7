"""An import that is going on, in a thread of its own.

Where a reader presses something or leaves the page, Streamlit stops the script and runs it anew. An import in the
script itself would be stopped between the storing and the new release, or begin once more beside itself.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextvars import copy_context
from dataclasses import dataclass
from threading import Lock

from etl.pipeline import Progress
from etl.receipts import Receipt

SECONDS_BETWEEN_LOOKS = 0.1


@dataclass(frozen=True)
class Stored:
    """What an import led to: the receipts, and the codebooks that were saved, by file name."""

    receipts: tuple[Receipt, ...]
    codebooks: dict[str, str]


class UnderWay:
    """An import that is done once, and that every run of the script can follow until it has ended."""

    def __init__(self, store: Callable[[Progress], Stored]) -> None:
        self._store = store
        self._told = (0.0, "storing")
        self._future: Future[Stored] | None = None
        self._lock = Lock()

    def stored(self, tell: Progress) -> Stored:
        """What came of it; ``tell`` is called with how far it has come meanwhile."""
        with self._lock:
            future = self._future = self._future or self._begun()
        while not future.done():
            tell(*self._told)
            wait([future], SECONDS_BETWEEN_LOOKS)
        return future.result()

    def _begun(self) -> Future[Stored]:
        pool = ThreadPoolExecutor(max_workers=1)
        # The context has the reader's language.
        future = pool.submit(copy_context().run, self._store, self._progress)
        pool.shutdown(wait=False)
        return future

    def _progress(self, share: float, step: str) -> None:
        self._told = (share, step)
