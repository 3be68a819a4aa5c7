"""Decisions that are kept from one release to the next: what nothing has changed in is not decided about again."""

import hashlib
import zipfile
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

import disclosure
from disclosure.families import Flags
from disclosure.municipality import Hidden, Year, hidden_in_each
from disclosure.policy import Policy
from disclosure.remembered import Remembered

FOLDER = "decisions"
FILE = "hidden.npz"


class Decisions:
    """A file in a folder; it says which figures are hidden, and no figures."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._remembered = Remembered(_kept(self._path))

    def hidden_in(self, years: Sequence[Year], policy: Policy) -> list[Hidden]:
        """What is hidden in each municipality and year, decided now or when the counts were last the same."""
        return hidden_in_each(years, policy, self._remembered)

    def save(self) -> None:
        """Keep what was asked for since the start, for the next release."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self._path.with_suffix(".unfinished.npz")
        np.savez_compressed(unfinished, allow_pickle=False, **packed(self._remembered.asked))
        unfinished.replace(self._path)


def forget_decisions(folder: Path) -> None:
    """Remove what was decided."""
    (folder / FILE).unlink(missing_ok=True)


def rules_name(policy: Policy) -> str:
    """A name for the rules as they are written, and the thresholds: what was found by others does not hold by these."""
    digest = _rules_as_written().copy()
    digest.update(repr(policy).encode())
    return digest.hexdigest()


def _kept(path: Path) -> dict[str, Flags]:
    """The decisions of a file; none where there is no file, it was cut short, or the rules were others."""
    try:
        # Opened here: the library leaves a damaged file open.
        with path.open("rb") as file:
            return unpacked(dict(np.load(file)))
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return {}


def packed(decisions: Mapping[str, Flags]) -> dict[str, npt.NDArray[Any]]:
    """The decisions as few arrays; as many as there are decisions would take longer to write than to decide."""
    flags = [*decisions.values()]
    shapes = [(1,) * (3 - found.ndim) + found.shape for found in flags]
    return {
        "rules": np.array(_rules_as_written().hexdigest()),
        "names": np.array([*decisions], dtype=np.str_),
        "dimensions": np.array([found.ndim for found in flags], dtype=np.int64),
        "shapes": np.array(shapes, dtype=np.int64).reshape(-1, 3),
        "flags": np.packbits(np.concatenate([np.zeros(0, dtype=np.bool_), *(found.ravel() for found in flags)])),
    }


def unpacked(arrays: Mapping[str, npt.NDArray[Any]]) -> dict[str, Flags]:
    """The decisions in such arrays; none of other rules than those of now."""
    if str(arrays["rules"]) != _rules_as_written().hexdigest():
        return {}
    ends = np.cumsum([0, *arrays["shapes"].prod(axis=1)])
    flags = np.unpackbits(arrays["flags"], count=int(ends[-1])).astype(np.bool_)
    told = zip(
        arrays["names"].tolist(), arrays["dimensions"].tolist(), arrays["shapes"].tolist(), pairwise(ends), strict=True
    )
    return {name: flags[start:end].reshape(shape[3 - size :]) for name, size, shape, (start, end) in told}


@lru_cache(maxsize=1)
def _rules_as_written() -> "hashlib._Hash":
    """The rules as they are written: another version of the program decides anew."""
    folder = Path(disclosure.__file__).parent
    rules = (path.read_bytes() for path in sorted(folder.glob("*.*")) if path.suffix in {".py", ".yaml"})
    return hashlib.sha256(b"".join(rules))
