"""What a figure needs to be shown, decided once, when a release is made."""

from collections.abc import Mapping
from dataclasses import dataclass, field

TOO_FEW = "few"
NO_ANSWERS = "none"
MIXED_SCALES = "scales"
HIDDEN_BY_SOURCE = "source"


@dataclass(frozen=True)
class Policy:
    """The thresholds.

    - ``min_n``: respondents that a figure needs; ``services`` names services that need more.
    - ``min_n_detail``: respondents that groups, distributions and comments need.
    - ``values``: how many numbers of respondents must be possible of a hidden figure, and ``width``: how wide the
      interval of its mean must be, as part of the scale.
    """

    min_n: int = 5
    min_n_detail: int = 10
    values: int = 5
    width: float = 0.1
    services: Mapping[str, int] = field(default_factory=dict)

    def least(self, service: str) -> int:
        """The respondents that a figure of a service (or of all, for an empty name) needs."""
        return max(self.min_n, self.services.get(service, 0))

    def least_detail(self, service: str) -> int:
        """The respondents that groups, distributions and comments of a service need."""
        return max(self.min_n_detail, self.services.get(service, 0))
