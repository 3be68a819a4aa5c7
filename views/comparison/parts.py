"""The parts of the chosen place: units of a service, services of a municipality, or municipalities."""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from core.selection import EVERYWHERE, Selection, place_id
from core.text import text
from store.release import Release
from views import words
from views.figures import cells, responses
from views.places import Places, places_of
from views.rows import arranged, records, with_columns
from views.words import CORE_DIMENSIONS, LEVELS

KINDS = ("overall", "dimension", "level")
MEASURES = (
    "overall",
    *(f"dimension:{key}" for key in CORE_DIMENSIONS),
    "dimension:overall",
    *(f"level:{key}" for key in LEVELS),
)
SCREENED = tuple(f"dimension:{key}" for key in CORE_DIMENSIONS)


def kind(selection: Selection) -> str:
    """What the parts of the chosen place are: units, services or municipalities."""
    if selection.municipality == EVERYWHERE:
        return "municipalities"
    return "units" if selection.service else "services"


def measure_name(measure: str) -> str:
    """A measure's name."""
    group, _, key = measure.partition(":")
    if group == "overall":
        return text("measure.overall")
    return words.level(key) if group == "level" else words.dimension(key)


def measured(release: Release, selection: Selection) -> list[str]:
    """The measures that the chosen place has a figure or a hidden figure of, in their order; overall at least."""
    asked = set(cells(release, [selection.place], selection.period, selection.role, KINDS)["measure"].tolist())
    return [measure for measure in MEASURES if measure in asked] or [MEASURES[0]]


def of_measure(release: Release, selection: Selection, measure: str) -> pd.DataFrame:
    """One row a part, by name, for one measure: the cell with ``label`` and ``invited``; ``hidden`` says why not."""
    rows = every(release, selection)
    return rows[rows["measure"].eq(measure)].reset_index(drop=True)


def every(release: Release, selection: Selection) -> pd.DataFrame:
    """One row a part and measure of `MEASURES`, parts by name; what a part is not asked is ``hidden`` as not measured.

    Columns: those of a cell, and ``part`` (place and role), ``label``, ``invited`` (of the part).
    """
    return release.remembered(_every, selection)


def _every(release: Release, selection: Selection) -> pd.DataFrame:
    places = places_of(release)
    ids, role = _ids(places, selection), selection.one_role
    if kind(selection) == "municipalities":
        role = selection.role
    found = [cells(release, group, selection.period, role, KINDS) for group in _by_municipality(ids)]
    asked = [responses(release, group, selection.period, role) for group in _by_municipality(ids)]
    if not found:
        return pd.DataFrame()
    response = pd.concat(asked, ignore_index=True)
    spots = list(zip(response["place"].tolist(), response["role"].tolist(), strict=True))
    labels = dict(zip(spots, _labels(places, selection, response), strict=True))
    invited = dict(zip(spots, response["invited"].tolist(), strict=True))
    rows = pd.concat(found, ignore_index=True)
    rows = rows[rows["measure"].isin(MEASURES)]
    return _whole(rows, sorted(spots, key=lambda spot: labels[spot]), labels, invited)


def _whole(
    rows: pd.DataFrame,
    spots: Sequence[tuple[str, str]],
    labels: dict[tuple[str, str], str],
    invited: dict[tuple[str, str], float],
) -> pd.DataFrame:
    """A row for every part and measure that any part is asked about, in the order of parts and of measures."""
    asked = set(rows["measure"].tolist())
    measures = [measure for measure in MEASURES if measure in asked]
    keys = zip(rows["place"].tolist(), rows["role"].tolist(), rows["measure"].tolist(), strict=True)
    own = with_columns(rows, key=["/".join(key) for key in keys]).reset_index(drop=True)
    wanted = [(place, role, measure) for place, role in spots for measure in measures]
    # A part without any cell was asked, and nobody answered: it stands among those that were invited.
    told = set(zip(rows["place"].tolist(), rows["role"].tolist(), strict=True))
    why = {"/".join(spot): words.NOT_MEASURED if spot[:2] in told else "none" for spot in wanted}
    table = arranged(own, "key", why)
    groups = [measure.partition(":") for _, _, measure in wanted]
    return with_columns(
        table,
        place=[place for place, _, _ in wanted],
        role=[role for _, role, _ in wanted],
        measure=[measure for _, _, measure in wanted],
        kind=[group for group, _, _ in groups],
        dimension=[key if group == "dimension" else None for group, _, key in groups],
        part=["/".join(spot[:2]) for spot in wanted],
        label=[labels[place, role] for place, role, _ in wanted],
        invited=np.where(table["mean"].notna(), [invited[place, role] for place, role, _ in wanted], np.nan),
    )


def _ids(places: Places, selection: Selection) -> list[str]:
    if kind(selection) == "units":
        return [place.id for place in places.units(selection.municipality, selection.service or "")]
    if kind(selection) == "services":
        return [place.id for place in places.services(selection.municipality)]
    found = [place_id(place.municipality, selection.service) for place in places.municipalities]
    return [id for id in found if id in places.places and not id.startswith(EVERYWHERE)]


def _labels(places: Places, selection: Selection, response: pd.DataFrame) -> list[str]:
    """The names of the parts: of a service in several municipalities those of the municipalities."""
    if kind(selection) == "municipalities":
        return [places.name(place.partition("/")[0]) for place in response["place"].tolist()]
    return words.place_labels(places, response)


def _by_municipality(ids: Iterable[str]) -> list[list[str]]:
    """The places of each municipality together, since a release holds the rows of one municipality at a time."""
    groups: dict[str, list[str]] = {}
    for id in ids:
        groups.setdefault(id.partition("/")[0], []).append(id)
    return list(groups.values())


def moments(rows: pd.DataFrame) -> pd.DataFrame:
    """Number of answers, their sum and sum of squares, from what is told of each cell.

    Missing where the figure is hidden, and ``squares`` where the source tells no spread.
    """
    told = rows[["n", "mean", "sd"]].astype("float64")
    n, mean, sd = (told[name].to_numpy() for name in ("n", "mean", "sd"))
    spread = np.where(n > 1, sd, 0.0) ** 2 * np.maximum(n - 1, 0)
    return pd.DataFrame({"n": n, "total": n * mean, "squares": spread + n * mean**2}, index=rows.index)


def shown(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with a figure."""
    return rows[rows["mean"].notna()]


def name_of_whole(release: Release, selection: Selection) -> str:
    """The chosen place by name."""
    return places_of(release).name(selection.place)


def counted(rows: pd.DataFrame) -> tuple[int, int]:
    """How many parts have a figure, and how many there are that were asked; one with several roles is one part."""
    asked = rows[rows["hidden"].ne(words.NOT_MEASURED)]
    return int(asked.loc[asked["mean"].notna(), "place"].nunique()), int(asked["place"].nunique())


def record_labels(rows: pd.DataFrame) -> list[str]:
    """The names of the parts."""
    return [str(row["label"]) for row in records(rows, "label")]
