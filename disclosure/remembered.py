"""What was decided before, by names of all that it rests on: where nothing has changed, nothing is decided again."""

import hashlib
from collections.abc import Mapping

import numpy as np

from disclosure.families import Flags


class Remembered:
    """Decisions by name; ``asked`` are those that were asked for since the start, others are of the past."""

    def __init__(self, known: Mapping[str, Flags] | None = None) -> None:
        self._known = known or {}
        self.asked: dict[str, Flags] = {}

    def of(self, name: str) -> Flags | None:
        """The decision of this name; nothing where there is none."""
        found = self.asked.get(name, self._known.get(name))
        if found is not None:
            self.asked[name] = found
        return found

    def keep(self, name: str, found: Flags) -> Flags:
        """The decision, which is remembered from now on."""
        self.asked[name] = found
        return found


def name_of(*parts: object) -> str:
    """A short name for all that a decision rests on: arrays, and what ``repr`` tells apart."""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        if isinstance(part, np.ndarray):
            digest.update(repr((part.dtype.str, part.shape)).encode())
            digest.update(np.ascontiguousarray(part).tobytes())
        else:
            digest.update(repr(part).encode())
    return digest.hexdigest()
