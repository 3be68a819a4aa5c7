"""What was seen of hidden figures before: by names of all that is known of them, which say nothing of the figures.

A system whose figures are all safe has one name; of the others each figure has its own.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from disclosure.lattice import Flags, Numbers
from disclosure.unknowns import Unknowns, digests

# Mark the names of figures that were tried in vain, and of systems whose figures have names of their own.
UNSETTLED, IN_PARTS = "?", "/"


@dataclass(frozen=True)
class Seen:
    """Some figures, and what was seen of them: ``safe``, or ``in_vain`` where that could not be settled.

    ``known`` are the names of all that was seen. ``system`` is the number of each one's system among ``names``, and
    ``place`` where it stands in it.
    """

    known: set[str]
    system: Numbers
    place: Numbers
    names: "npt.NDArray[np.str_]"
    safe: Flags
    in_vain: Flags

    @classmethod
    def of(cls, own: Unknowns, figures: Numbers, known: set[str]) -> "Seen":
        """What is known of figures that are asked for; of the others nothing follows."""
        numbers, system = np.unique(own.system[figures], return_inverse=True)
        asked = np.zeros(len(own.system), dtype=np.bool_)
        asked[figures] = True
        names = digests(own, asked)[numbers]
        whole, parts = (
            np.array([mark + name in known for name in names.tolist()], dtype=np.bool_)[system]
            for mark in ("", IN_PARTS)
        )
        seen = cls(known, system, figures - own.starts[numbers][system], names, whole, np.zeros_like(whole))
        one_by_one = seen.named(parts)
        seen.safe[parts] = [name in known for name in one_by_one]
        seen.in_vain[parts] = [UNSETTLED + name in known for name in one_by_one]
        return seen

    def named(self, chosen: Flags) -> list[str]:
        """A name for each of the chosen figures."""
        places = self.place[chosen].astype(np.str_)
        return [str(name) for name in np.strings.add(np.strings.add(self.names[self.system[chosen]], "-"), places)]

    def keep(self, safe: Flags, in_vain: Flags) -> None:
        """Add to the known names what is now seen of those figures of which nothing was, in their order."""
        nothing = ~(self.safe | self.in_vain)
        every, vain = self.safe.copy(), self.in_vain.copy()
        every[nothing], vain[nothing] = safe, in_vain
        apart = np.bincount(self.system, ~every, len(self.names)) > 0
        self.known.update(
            self.names[~apart].tolist(),
            (IN_PARTS + name for name in self.names[apart].tolist()),
            self.named(every & apart[self.system]),
            (UNSETTLED + name for name in self.named(vain & apart[self.system])),
        )
