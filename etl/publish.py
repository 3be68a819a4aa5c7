"""Making a release: count, estimate, decide what may be shown, write, make current."""

import json
import secrets
from datetime import UTC, datetime

import numpy as np
import pandas as pd

from core.catalogue import Catalogue
from core.periods import period as parsed_period
from core.selection import EVERYWHERE
from core.settings import Settings
from core.text import LANGUAGES, catalogue as texts
from disclosure.policy import Policy, all_answers_alike, hidden_reasons, may_show_detail
from etl.codebooks_in_use import comparability_of, own_municipalities
from etl.structure import OWN_MUNICIPALITY
from metrics.hierarchy import invited_weighted_mean
from metrics.means import interval, mean_interval
from store.counts import Counts, counts_of, distribution_of
from store.release import make_current, new_release_id, write_release
from store.warehouse import Warehouse

KEY = ["scope", "measure_no"]
ESTIMATES = ["mean", "lower", "upper", "sd", "se", "df"]


def publish(warehouse: Warehouse, settings: Settings, reference: Catalogue) -> str:
    """Make a new release from the warehouse and let it be the current one; its id."""
    policy = Policy(settings.min_n, settings.min_n_detail)
    counts = counts_of(warehouse)
    cells = shown_cells(counts, policy)
    detailed = cells[cells["is_item"] & cells["grouping_value"].eq("") & may_show_detail(counts.cells["n"], policy)]
    codebooks = warehouse.frame("current_codebooks")
    moment = datetime.now(UTC).replace(tzinfo=None)
    release_id = new_release_id(moment, secrets.token_hex(3))
    sample = bool(counts.sources["sample"].any())
    about = {
        "id": release_id,
        "created": moment,
        "sample": sample,
        "min_n": policy.min_n,
        "min_n_detail": policy.min_n_detail,
    }
    tables = {
        "release": pd.DataFrame([about]),
        "place": _places(counts.places, reference, settings, own_municipalities(codebooks)),
        "period": _periods(counts.scopes["period"]),
        "measure": counts.measures,
        "scope": counts.scopes,
        "cell": cells.drop(columns="is_item"),
        "response": _response(counts, policy),
        "distribution": _distribution(warehouse, detailed[KEY]),
        "wording": _in_languages(counts.wordings, "text"),
        "comparability": comparability_of(codebooks),
        "source": counts.sources.drop(columns="sample"),
    }
    folder = settings.data / "releases"
    write_release(folder, release_id, tables)
    make_current(folder, release_id)
    return release_id


def shown_cells(counts: Counts, policy: Policy) -> pd.DataFrame:
    """Every cell with its figures, or with the reason why it has none."""
    cells = counts.cells
    hidden = hidden_reasons(cells, policy)
    shown = cells[hidden.isna()]
    detail = may_show_detail(shown["n"], policy)
    withheld = {name: shown[name].where(detail) for name in ("dont_know", "not_applicable")}
    figures = _estimates(shown, counts.strata).assign(n=shown["n"], **withheld)
    kept = cells[[*KEY, "grouping_value", "is_item", "scale_min", "scale_max"]]
    return kept.join(figures).assign(hidden=hidden)


def _estimates(cells: pd.DataFrame, strata: pd.DataFrame) -> pd.DataFrame:
    """Pooled estimates, or estimates weighted by the number invited where that is known; the index of ``cells``."""
    pooled = mean_interval(cells["n"], cells["total"], cells["squares"])[ESTIMATES]
    estimates = pooled.assign(pooled_mean=pooled["mean"], method="pooled", invited=np.nan)
    weighted = _weighted(strata)
    if weighted.empty:
        return estimates
    numbered = cells.loc[cells["grouping_value"].eq(""), KEY].reset_index(names="cell")
    weighted = numbered.merge(weighted, on=KEY).set_index("cell").rename_axis(None)
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


def _distribution(warehouse: Warehouse, allowed: pd.DataFrame) -> pd.DataFrame:
    distribution = distribution_of(warehouse, allowed)
    alike = all_answers_alike(distribution, KEY).assign(alike=True)
    marked = distribution.merge(alike, on=KEY, how="left")
    return marked[marked.pop("alike").isna()]


def _response(counts: Counts, policy: Policy) -> pd.DataFrame:
    response = counts.response.assign(grouping_value="")
    hidden = hidden_reasons(response, policy)
    return response.assign(n=response["n"].where(hidden.isna()), hidden=hidden).drop(columns="grouping_value")


def _places(places: pd.DataFrame, reference: Catalogue, settings: Settings, own_names: dict[str, str]) -> pd.DataFrame:
    names = [_place_name(row, reference, settings, own_names) for row in places.itertuples()]
    shown = places.drop(columns="name")
    return shown.assign(**{f"name_{code}": [name[code] for name in names] for code in LANGUAGES})


def _place_name(row: object, reference: Catalogue, settings: Settings, own_names: dict[str, str]) -> dict[str, str]:
    level, municipality, service = row.level, row.municipality, row.service  # type: ignore[attr-defined]
    if level == "unit":
        return dict.fromkeys(LANGUAGES, row.name)  # type: ignore[attr-defined]
    if level == "service":
        return {code: reference.services[service].name[code] for code in LANGUAGES}
    if municipality == EVERYWHERE:
        return {code: texts(code)["place.everywhere"] for code in LANGUAGES}
    if municipality == OWN_MUNICIPALITY:
        return {code: settings.municipality_name or texts(code)["place.own_municipality"] for code in LANGUAGES}
    name = own_names.get(municipality) or reference.municipality_name(municipality)
    return dict.fromkeys(LANGUAGES, name)


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
