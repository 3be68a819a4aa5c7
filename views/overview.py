"""The overview of a municipality: key figures, services by what matters, what stands out for certain."""

from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd

from core.selection import EVERYONE, Selection
from core.text import number, percent, text
from core.told_counts import count
from metrics.arguments import Floats, floats
from store.release import Release
from views import rest, wording, words
from views.change import in_words, matched_change
from views.figures import CHANGE, cells, of_services, responses
from views.nonresponse import bounds
from views.periods import period_name
from views.places import Places, places_of
from views.rows import Row, arranged, matrix_cells, records, rows_where, with_columns
from views.weighing import WEIGHTED, can_choose, weighed
from views.weighing import caption as weighing_caption
from views.words import CORE_DIMENSIONS

STANDOUTS = 3
KINDS = ("overall", "dimension")
WANTED = ["overall", *(f"dimension:{key}" for key in CORE_DIMENSIONS)]


def key_figures(release: Release, selection: Selection, weighing: str = WEIGHTED) -> pd.DataFrame:
    """One row a key figure (overall, then the six dimensions): index, interval, n, and the change of the same services.

    ``hidden`` is ``not_measured`` where nothing asks about the dimension. ``least`` and ``greatest`` are what those who
    did not answer could make of the mean. ``weighing`` is how units count in the figures; a change is always weighted.
    """
    own = weighed(cells(release, [selection.municipality], selection.period, selection.role, KINDS), weighing)
    services = of_services(release, selection, KINDS)
    of_wanted = (measure in WANTED for measure in services["measure"].tolist())
    services = rows_where(services, of_wanted).reset_index(drop=True)
    change = matched_change(services, rest.weights(release, selection, services)).reindex(WANTED)
    table = arranged(own, "measure", dict.fromkeys(WANTED, words.NOT_MEASURED))
    names = [text("measure.overall"), *(words.dimension(key) for key in CORE_DIMENSIONS)]
    told = {name: change[name].to_numpy() for name in CHANGE} | bounds(table, _invited(services, release, selection))
    return with_columns(table, label=names, **told, change_reason=map(_change_reason, *_known(table, change)))


def can_weigh(release: Release, selection: Selection) -> bool:
    """Whether any figure of the municipality or a service counts units by the number invited."""
    own = cells(release, [selection.municipality], selection.period, selection.role, KINDS)
    return can_choose(own) or can_choose(of_services(release, selection, KINDS))


def _invited(services: pd.DataFrame, release: Release, selection: Selection) -> Floats:
    """How many the services that have each wanted figure asked; all that were asked where that is not known."""
    asked = responses(release, services["place"].unique().tolist(), selection.period, selection.one_role)
    invited = {(row["place"], row["role"]): row["invited"] for row in records(asked, "place", "role", "invited")}
    of_measure = dict.fromkeys(WANTED, 0.0)
    for row in records(services, "measure", "place", "role"):
        of_measure[row["measure"]] += invited.get((row["place"], row["role"]), np.nan)
    told = responses(release, [selection.municipality], selection.period, selection.role)
    everyone = float(told["invited"].iloc[0]) if len(told) else np.nan
    found = floats(list(of_measure.values()))
    return np.where(found > 0, found, everyone)


def _known(table: pd.DataFrame, change: pd.DataFrame) -> tuple[list[object], ...]:
    return table["hidden"].tolist(), change["change"].tolist(), change["change_p"].tolist()


def _change_reason(hidden: object, change: float, p: float) -> object:
    """Why nothing certain or uncertain is said of a change; nothing where something is."""
    if isinstance(hidden, str):
        return hidden
    if words.missing(change):
        return "no_former"
    return "no_sd" if words.missing(p) else None


@dataclass(frozen=True)
class Compared:
    """The services held against each other: ``matrix`` for the chart, ``standouts`` for what is certain.

    All services by all dimensions are one family of tests (Holm), each service against the municipality's others.

    - ``matrix``: one row a service (and role) and dimension: text, colour score (0 where nothing is certain), hover,
      hidden, difference, difference_lower, difference_upper, difference_verdict, smallest, difference_reason.
    - ``standouts``: the strongest and weakest for certain, by difference. Columns: place, role, label, dimension, mean,
      n, difference, difference_lower, difference_upper, verdict, told (the difference in words).
    - ``power``: what the uncertain ones could not show, and the family, in words.
    """

    matrix: pd.DataFrame
    standouts: pd.DataFrame
    power: str


def services_compared(release: Release, selection: Selection, weighing: str = WEIGHTED) -> Compared:
    """The municipality's services by dimension, and what stands out among them; what is tested is always weighted."""
    table = weighed(_contrasted(release, selection), weighing)
    return Compared(_matrix(table), _standouts(table), _power(table))


def _matrix(table: pd.DataFrame) -> pd.DataFrame:
    labels, dimensions = table["label"].tolist(), table["dimension"].tolist()
    spots = [(label, text(f"dimension_short.{key}")) for label, key in zip(labels, dimensions, strict=True)]
    titles = [(label, words.dimension(key)) for label, key in zip(labels, dimensions, strict=True)]
    missing = sorted({*product(labels, matrix_columns())} - {*spots})
    whole = table
    if missing:
        hidden = [*table["hidden"].tolist(), *(words.NOT_MEASURED for _ in missing)]
        whole = with_columns(table.reindex(range(len(hidden))), hidden=hidden)
    row, column = zip(*spots, *missing, strict=True) if spots else ((), ())
    verdicts, differences = whole["verdict"].tolist(), floats(whole["difference"])
    # What is not certain has no colour: the eye takes a shade for a finding.
    scores = np.where([verdict in wording.CERTAIN for verdict in verdicts], differences, 0.0)
    told = map(_verdict_told, verdicts, differences.tolist())
    named = {"difference_verdict": verdicts, "difference_reason": whole["reason"].tolist()}
    return matrix_cells(whole, scores, [*titles, *missing], last=told, row=row, column=column, **named)


def _verdict_told(verdict: str | None, difference: float) -> str:
    """The difference and whether it is certain; nothing where there is none."""
    if words.missing(difference):
        return ""
    return f"{wording.verdict(verdict, 'difference')} ({wording.points(difference, sign=True)})"


def matrix_rows(table: pd.DataFrame) -> list[str]:
    """The services of a matrix in reading order."""
    return sorted(set(table["row"]))


def matrix_columns() -> list[str]:
    """The dimensions of a matrix in their order."""
    return [text(f"dimension_short.{key}") for key in CORE_DIMENSIONS]


def _standouts(contrasted: pd.DataFrame) -> pd.DataFrame:
    table = contrasted.sort_values("difference", ascending=False)
    better, worse = table[table["verdict"].eq("better")], table[table["verdict"].eq("worse")]
    columns = ["place", "role", "label", "dimension", "mean", "n", "difference", "difference_lower", "difference_upper"]
    both = pd.concat([better.head(STANDOUTS), worse.iloc[::-1].head(STANDOUTS)], ignore_index=True)[
        [*columns, "verdict"]
    ]
    other = text("wording.other.other_services")
    found = zip(records(both, "label", "dimension", "mean"), wording.differences(both, **rest.TOLD), strict=True)
    return with_columns(both, told=[wording.compared(one, other=other, who=_who(row)) for row, one in found])


def _who(row: Row) -> str:
    value = number(row["mean"])
    return text("standouts.who", service=row["label"], dimension=words.dimension(row["dimension"]), value=value)


def _power(contrasted: pd.DataFrame) -> str:
    """What could have been found among those that are not certain, and how many were judged together."""
    uncertain = contrasted[contrasted["verdict"].eq("uncertain")]
    found = list(wording.differences(uncertain, **rest.TOLD))
    family = wording.family(contrasted["family_size"].max())
    least = wording.power_of_many(found, "difference") if found else ""
    others = text("wording.certain.in_colour") if found else ""
    return words.joined([others, least, text("wording.certain.family", family=family) if family else ""])


def summary(figures: pd.DataFrame, answered: pd.Series, selection: Selection, places: Places) -> str:
    """What is seen, in a sentence or two."""
    overall = figures.iloc[0]
    place, period = places.name(selection.municipality), period_name(selection.period or "")
    if pd.isna(overall["mean"]):
        return text("summary.overview.nothing", place=place, period=period)
    rate = text("summary.rate", rate=percent(answered["rate"])) if pd.notna(answered["rate"]) else ""
    value, n = number(overall["mean"]), count(answered["n"])
    raw = words.raw_beside(overall["raw"], overall["scale_max"])
    first = text("summary.overview.level", place=place, period=period, value=value, raw=raw, n=n, rate=rate)
    return words.joined([first, words.ends(figures.iloc[1:]), in_words(figures)])


def pooling(release: Release, selection: Selection, weighing: str = WEIGHTED) -> str:
    """How the municipality's figures are put together, said openly."""
    rows = cells(release, [selection.place], selection.period, selection.role, ["overall"])
    roles = text("caption.everyone") if selection.role == EVERYONE else ""
    return words.joined([weighing_caption(rows, weighing), roles])


def _contrasted(release: Release, selection: Selection) -> pd.DataFrame:
    """Services by dimension with label, difference from the other services, its interval and verdict."""
    measures = {f"dimension:{key}" for key in CORE_DIMENSIONS}
    table = rest.services_against_others(release, selection, ["dimension"], measures=measures)
    return with_columns(table, label=words.place_labels(places_of(release), table))
