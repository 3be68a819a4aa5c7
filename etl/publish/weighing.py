"""Means weighted by the number invited, in a release that is protected: they tell nothing that its sums do not tell."""

from etl.publish.estimates import weighted
from store.counts import strata
from store.new_release import NewRelease
from store.warehouse import Warehouse


def weigh(release: NewRelease, warehouse: Warehouse) -> None:
    """Let the units and months of a shown figure count by how many were invited, where that is known of all.

    Those that are hidden count as one: what they have together is what the others leave of the whole. Each by itself
    would be one more equation about them.
    """
    for parts in strata(warehouse):
        release.reweigh(weighted(parts))
