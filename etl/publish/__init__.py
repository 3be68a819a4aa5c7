"""Making a release: count, estimate, decide what may be shown, write, make current."""

import hashlib
import json
from datetime import UTC, datetime

import pandas as pd

from core.catalogue import Catalogue
from core.errors import AppError
from core.memory import release_unused
from core.periods import period as parsed_period
from core.settings import Settings
from core.text import LANGUAGES
from disclosure.breakdowns import breakdowns
from disclosure.policy import Policy
from etl.comments.approved import Approved, approved_in
from etl.former_releases import kept_before
from etl.publish.attacking import attack
from etl.publish.benchmarks import benchmarks_shown
from etl.publish.codebooks_in_use import background_of, comparability_of, own_municipalities
from etl.publish.comments import comments_shown
from etl.publish.decisions import FOLDER, Decisions
from etl.publish.drivers import add_drivers
from etl.publish.estimates import pooled
from etl.publish.hiding import Hiding
from etl.publish.overlaps import refuse_overlaps
from etl.publish.places import named_places
from etl.publish.provenance import provenance
from etl.publish.together import add_together, without_together
from etl.publish.weighing import weigh
from etl.publish.withheld import hidden_before
from store.counts import (
    Counts,
    counts_of,
    keep_decided,
    portions,
    told_cells,
    told_distribution,
)
from store.new_release import NewRelease
from store.release import Releases, make_current, new_release_id
from store.release_version import RELEASE_VERSION
from store.warehouse import OutOfMemoryError, Warehouse

SCOPE = ["scope", "place", "period", "role"]


def publish(warehouse: Warehouse, settings: Settings, reference: Catalogue, *, forgetting: bool = False) -> str | None:
    """Make a new release from the warehouse and let it be the current one; its id.

    ``forgetting``: something was removed for good, and no figure of the release before may stand that it is in.
    Nothing where the warehouse is empty: the former release stays, since a lost warehouse is empty too.
    """
    if not warehouse.has_answers():
        return None
    refuse_overlaps(warehouse, reference)
    try:
        return _published(warehouse, settings, reference, forgetting)
    except OutOfMemoryError:
        # There are far more cells than so many answers usually lead to.
        warehouse.take_all_memory()
        return _published(warehouse, settings, reference, forgetting)


def policy_of(settings: Settings) -> Policy:
    """The thresholds that the municipality has chosen."""
    return Policy(settings.min_n, settings.min_n_detail, services=dict(sorted(settings.min_n_services.items())))


def is_published(warehouse: Warehouse, settings: Settings) -> bool:
    """Whether the current release is of what the warehouse holds now, at the thresholds of now."""
    current = Releases(settings.data / "releases").current_id()
    contents = _contents(warehouse, policy_of(settings), approved_in(settings))
    return current is not None and current.endswith(f"-{contents}")


def _published(warehouse: Warehouse, settings: Settings, reference: Catalogue, forgetting: bool) -> str:
    folder = settings.data / "releases"
    policy = policy_of(settings)
    unknown = sorted(set(policy.services) - set(reference.services))
    if unknown:
        raise AppError("threshold_of_unknown_service", services=", ".join(unknown))
    # What the import before it has freed need not lie idle while it is counted.
    release_unused()
    former = Releases(folder).current_path()
    kept = settings.data / FOLDER
    counts = counts_of(warehouse, breakdowns()["background"].measures, former, hidden_before(kept, policy))
    decisions = Decisions(kept)
    hiding = Hiding(counts.scopes, policy, decisions, forgetting=forgetting)
    moment = datetime.now(UTC).replace(tzinfo=None)
    approved = approved_in(settings)
    release_id = new_release_id(moment, _contents(warehouse, policy, approved))
    with NewRelease(folder, release_id, warehouse.connection) as release:
        release.add("release", _about(release_id, moment, warehouse, policy, approved))
        response = hiding.response(without_together(counts.response, counts.scopes))
        release.add("response", response)
        release.add("scope", hiding.told_of(counts.scopes)[SCOPE])
        for name, rows in {
            **_beside_the_cells(counts, warehouse, settings, reference, policy),
            **comments_shown(warehouse, approved, release_id, counts, response, policy),
        }.items():
            release.add(name, rows)
        for cells in portions(warehouse):
            _add_cells(release, cells, warehouse, hiding)
        add_drivers(release, warehouse, reference, policy)
        release.let_stand()
        attack(release, kept_before(folder, release_id, policy), policy, kept)
        weigh(release, warehouse)
        answered = counts.scopes.merge(release.table("response"), on="scope")
        for name, rows in provenance(warehouse, policy, answered).items():
            release.add(name, rows)
        add_together(release, counts.scopes)
    make_current(folder, release_id)
    decisions.save()
    return release_id


def _contents(warehouse: Warehouse, policy: Policy, approved: Approved) -> str:
    """A short name for what a release is made from."""
    uploads = warehouse.frame("uploads")
    present = uploads.loc[uploads["replaced_by"].isna(), ["upload", "fingerprint"]].sort_values("upload")
    parts = [RELEASE_VERSION, policy, approved.state, *present["upload"], *present["fingerprint"]]
    return hashlib.sha256(" ".join(map(str, parts)).encode()).hexdigest()[:10]


def _about(release_id: str, moment: datetime, warehouse: Warehouse, policy: Policy, approved: Approved) -> pd.DataFrame:
    about = {"id": release_id, "version": RELEASE_VERSION, "created": moment, "reviews": approved.state}
    sample = bool(warehouse.frame("uploads")["sample"].any())
    return pd.DataFrame([about | {"sample": sample, "min_n": policy.min_n, "min_n_detail": policy.min_n_detail}])


def _beside_the_cells(
    counts: Counts, warehouse: Warehouse, settings: Settings, reference: Catalogue, policy: Policy
) -> dict[str, pd.DataFrame]:
    """The small tables of the release: what there are figures about, and where they come from."""
    codebooks = warehouse.frame("current_codebooks")
    return {
        "place": named_places(counts.places, reference, settings, own_municipalities(codebooks)),
        "period": _periods(counts.scopes["period"]),
        "measure": counts.measures,
        "wording": _in_languages(counts.wordings, "text"),
        "background": background_of(codebooks),
        "comparability": comparability_of(codebooks, warehouse.frame("edition_periods")),
        "benchmark": benchmarks_shown(warehouse, policy),
    }


def _add_cells(release: NewRelease, cells: pd.DataFrame, warehouse: Warehouse, hiding: Hiding) -> None:
    """Decide about the cells of some municipalities, and add them with their distributions."""
    decided = hiding.decided(cells).assign(cell=cells["cell"])
    keep_decided(warehouse, decided)
    shown = cells[decided["hidden"].isna()].reset_index(drop=True)
    release.add("cell", told_cells(warehouse, pooled(shown)))
    release.add("cell", hiding.unanswered())
    release.add("distribution", told_distribution(warehouse))


def _periods(written: pd.Series) -> pd.DataFrame:
    periods = [found for found in (parsed_period(period) for period in written.unique()) if found]
    rows = [
        {"period": found.id, "year": found.year, "kind": found.kind, "sort": found.sort} for found in sorted(periods)
    ]
    return pd.DataFrame(rows, columns=["period", "year", "kind", "sort"])


def _in_languages(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    texts_by_row = [json.loads(written) for written in rows[column]]
    shown = rows.drop(columns=column)
    return shown.assign(**{f"{column}_{code}": [names.get(code) for names in texts_by_row] for code in LANGUAGES})
