"""Making a release: count, estimate, decide what may be shown, write, make current."""

import hashlib
import json
from datetime import UTC, datetime

import numpy as np
import pandas as pd

from core.catalogue import Catalogue
from core.periods import period as parsed_period
from core.settings import Settings
from core.text import LANGUAGES
from disclosure.policy import Policy, all_answers_alike
from etl.publish.codebooks_in_use import comparability_of, own_municipalities
from etl.publish.hiding import decided, response_shown
from etl.publish.places import named_places
from metrics.hierarchy import invited_weighted_mean
from metrics.means import interval, mean_interval
from store.counts import counts_of, distribution_of, shown_moments, told_cells
from store.release import Releases, make_current, new_release_id, write_release
from store.warehouse import Warehouse

KEY = ["scope", "measure_no"]
METHODS = ["pooled", "invited"]
ESTIMATES = ["mean", "lower", "upper", "sd", "se", "df"]


def publish(warehouse: Warehouse, settings: Settings, reference: Catalogue) -> str | None:
    """Make a new release from the warehouse and let it be the current one; its id.

    Nothing where the warehouse is empty: the former release stays, since a lost warehouse is empty too.
    """
    folder = settings.data / "releases"
    if not warehouse.has_answers():
        return None
    policy = Policy(settings.min_n, settings.min_n_detail)
    counts = counts_of(warehouse)
    shown = shown_moments(warehouse, decided(counts.cells, counts.scopes, policy))
    codebooks = warehouse.frame("current_codebooks")
    moment = datetime.now(UTC).replace(tzinfo=None)
    release_id = new_release_id(moment, _contents(warehouse, policy))
    sample = bool(counts.sources["sample"].any())
    thresholds = {"min_n": policy.min_n, "min_n_detail": policy.min_n_detail}
    tables: dict[str, pd.DataFrame | str] = {
        "release": pd.DataFrame([{"id": release_id, "created": moment, "sample": sample} | thresholds]),
        "place": named_places(counts.places, reference, settings, own_municipalities(codebooks)),
        "period": _periods(counts.scopes["period"]),
        "measure": counts.measures,
        "scope": counts.scopes,
        "cell": told_cells(warehouse, _estimates(shown, counts.strata)),
        "response": response_shown(counts.response, counts.scopes, policy),
        "distribution": _distribution(warehouse),
        "wording": _in_languages(counts.wordings, "text"),
        "comparability": comparability_of(codebooks),
        "source": counts.sources.drop(columns="sample"),
    }
    write_release(folder, release_id, tables, warehouse.connection)
    make_current(folder, release_id)
    return release_id


def is_published(warehouse: Warehouse, settings: Settings) -> bool:
    """Whether the current release is of what the warehouse holds now, at the thresholds of now."""
    current = Releases(settings.data / "releases").current_id()
    contents = _contents(warehouse, Policy(settings.min_n, settings.min_n_detail))
    return current is not None and current.endswith(f"-{contents}")


def _contents(warehouse: Warehouse, policy: Policy) -> str:
    """A short name for what a release is made from."""
    uploads = warehouse.frame("uploads")
    present = uploads.loc[uploads["replaced_by"].isna(), ["upload", "fingerprint"]].sort_values("upload")
    parts = [policy.min_n, policy.min_n_detail, *present["upload"], *present["fingerprint"]]
    return hashlib.sha256(" ".join(map(str, parts)).encode()).hexdigest()[:10]


def _estimates(cells: pd.DataFrame, strata: pd.DataFrame) -> pd.DataFrame:
    """Pooled estimates, or estimates weighted by the number invited where that is known; one row a cell."""
    pooled = mean_interval(cells["n"], cells["total"], cells["squares"])[ESTIMATES]
    method = pd.Categorical.from_codes(np.zeros(len(cells), dtype="int8"), categories=pd.Index(METHODS, dtype="str"))
    estimates = pooled.assign(cell=cells["cell"], pooled_mean=pooled["mean"], method=method, invited=np.nan)
    weighted = _weighted(strata)
    if weighted.empty:
        return estimates
    numbered = cells.loc[cells["variable"].eq(0), KEY].reset_index(names="position")
    weighted = numbered.merge(weighted, on=KEY).set_index("position").rename_axis(None)
    estimates.loc[weighted.index, ["mean", "se", "df", "invited", "method"]] = weighted
    estimates.loc[weighted.index, ["lower", "upper"]] = interval(weighted["mean"], weighted["se"], weighted["df"])
    return estimates


def _weighted(strata: pd.DataFrame) -> pd.DataFrame:
    """Means weighted by the number invited; a mean without a spread somewhere in it stays pooled."""
    answering = strata[strata["n"] > 0]
    known_spread = answering.groupby(KEY)["squares"].transform(lambda squares: squares.notna().all())
    usable = answering[known_spread.astype(bool)]
    if usable.empty:
        return pd.DataFrame()
    means = invited_weighted_mean(usable, by=KEY)
    return means.loc[means["method"].eq("invited"), [*KEY, "mean", "se", "df", "invited", "method"]]


def _distribution(warehouse: Warehouse) -> pd.DataFrame:
    distribution = distribution_of(warehouse)
    alike = all_answers_alike(distribution, KEY).assign(alike=True)
    marked = distribution.merge(alike, on=KEY, how="left")
    return marked[marked.pop("alike").isna()]


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
