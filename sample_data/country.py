"""Figures of the whole fictional country, as somebody else would have published them: a reference, and no answers."""

import numpy as np

from sample_data.contents import codebook_of, content, written_as
from sample_data.tables import HIDDEN
from sample_data.units import SEED
from sample_data.writers import Row, decimal_comma

INSTRUMENT, EDITION, SERVICE = "kindergarten_parents", "2023_country", "kindergarten"
NAME = "Landet (oppdiktet)"
# The ceiling of the scale takes this from the latent level; a country's mean differs little by chance.
CEILING, CHANCE = 0.25, 0.08
INVITED, LEAST_SHARE, MOST_SHARE = 6_480, 0.80, 0.93
SPREAD = (0.80, 1.05)
# The country does not publish what was asked about the municipality.
NOT_PUBLISHED = "municipality_uses_experiences"


def figures() -> list[Row]:
    """A header and one row an item; stars where the source keeps the figure to itself."""
    book = codebook_of(INSTRUMENT)
    edition = book.edition(EDITION)
    names = written_as(edition, "item")
    rng = np.random.default_rng([SEED, 90, 2023])
    model = content("model")
    rows: list[Row] = [list(edition.columns.values())]
    for item in book.items:
        level = model["dimension"][item.dimension] + model["level"][item.level] + model["service"][SERVICE]
        n = round(INVITED * rng.uniform(LEAST_SHARE, MOST_SHARE))
        mean, sd = level - CEILING + rng.normal(0, CHANCE), rng.uniform(*SPREAD)
        told: Row = [n, decimal_comma(mean, 2), decimal_comma(sd, 2)]
        rows.append(["Land", NAME, names[item.id], *([HIDDEN] * 3 if item.id == NOT_PUBLISHED else told)])
    return rows
