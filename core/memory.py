"""Memory that was freed, given back to the system."""

import ctypes

import pyarrow as pa


def release_unused() -> None:
    """Give back what Arrow and the C library keep of freed memory.

    A dashboard runs for months: without this it would keep the memory of its largest import all that time.
    """
    pa.default_memory_pool().release_unused()
    trim = getattr(_c_library(), "malloc_trim", None)
    if trim is not None:
        trim(0)


def _c_library() -> ctypes.CDLL | None:
    """The C library of the process; only that of GNU can trim, and Windows has none to ask."""
    try:
        return ctypes.CDLL(None)
    except TypeError:
        return None
