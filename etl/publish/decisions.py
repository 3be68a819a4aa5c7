"""Decisions that are kept from one release to the next: what nothing has changed in is not decided about again."""

import hashlib
import zipfile
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

import disclosure
from disclosure.families import Flags
from disclosure.layers import Counts
from disclosure.municipality import Hidden, Year, hidden_in_each
from disclosure.policy import Policy

FOLDER = "decisions"


class Decisions:
    """A folder with a file a municipality, year and policy; they say which figures are hidden, and no figures."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._used: set[str] = set()

    def hidden_in(self, years: Sequence[Year], policy: Policy) -> list[Hidden]:
        """What is hidden in each municipality and year, decided now or when the counts were last the same."""
        paths = [self._folder / f"{_fingerprint(year, policy)}.npz" for year in years]
        self._used |= {path.name for path in paths}
        kept = [_kept(path) for path in paths]
        missing = [number for number, found in enumerate(kept) if found is None]
        decided = dict(zip(missing, hidden_in_each([years[number] for number in missing], policy), strict=True))
        for number, found in decided.items():
            self._keep(paths[number], found)
        return [found or decided[number] for number, found in enumerate(kept)]

    def _keep(self, path: Path, found: Hidden) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".unfinished.npz")
        np.savez_compressed(unfinished, allow_pickle=False, **_arrays(found))
        unfinished.replace(path)

    def forget_others(self) -> None:
        """Remove what was not asked for since the start."""
        for path in self._folder.glob("*.npz"):
            if path.name not in self._used:
                path.unlink()


def _kept(path: Path) -> Hidden | None:
    """A decision that was kept; nothing where there is none, or its file was cut short."""
    try:
        # Opened here: the library leaves a damaged file open.
        with path.open("rb") as file:
            return _hidden(dict(np.load(file)))
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return None


def _arrays(found: Hidden) -> dict[str, Flags]:
    parts = {} if found.parts is None else {"parts": np.stack(found.parts)}
    groups = {f"group{variable}": np.stack(flags) for variable, flags in found.groups.items()}
    return {"wholes": found.wholes, **parts, **groups}


def _hidden(arrays: dict[str, Flags]) -> Hidden:
    parts = arrays.get("parts")
    groups = {int(name[5:]): (flags[0], flags[1]) for name, flags in arrays.items() if name.startswith("group")}
    return Hidden(arrays["wholes"], None if parts is None else (parts[0], parts[1]), groups)


def _fingerprint(year: Year, policy: Policy) -> str:
    """A short name for all that a decision rests on, the rules as they are written among it."""
    digest = _of_rules(policy)
    for part in _parts(year):
        digest.update(part)
    return digest.hexdigest()[:32]


def rules_name(policy: Policy) -> str:
    """A name for the rules as they are written, and the thresholds: what was found by others does not hold by these."""
    return _of_rules(policy).hexdigest()


def _of_rules(policy: Policy) -> "hashlib._Hash":
    # Taking in the rules takes longer than a decision's counts: it is done once.
    digest = rules_as_written().copy()
    digest.update(repr(policy).encode())
    return digest


def _parts(year: Year) -> Iterator[bytes]:
    yield repr(year.tree.parents).encode()
    yield from (year.least.tobytes(), year.least_detail.tobytes())
    for name, counts in [("wholes", year.wholes), ("parts", year.parts), *sorted(year.groups.items())]:
        yield f"{name}".encode()
        if counts is not None:
            yield from _of_counts(counts)


def _of_counts(counts: Counts) -> Iterator[bytes]:
    yield repr(counts.n.shape).encode()
    for values in (counts.n, counts.above, counts.squares, counts.alike, counts.withheld):
        yield np.ascontiguousarray(values).tobytes()


@lru_cache(maxsize=1)
def rules_as_written() -> "hashlib._Hash":
    """The rules as they are written: another version of the program decides anew."""
    folder = Path(disclosure.__file__).parent
    rules = (path.read_bytes() for path in sorted(folder.glob("*.*")) if path.suffix in {".py", ".yaml"})
    return hashlib.sha256(b"".join(rules))
