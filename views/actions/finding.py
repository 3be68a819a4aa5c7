"""The figure that a tiltak is about: its ids, its value now, and how it is said."""

from dataclasses import dataclass
from math import nan
from typing import Any
from urllib.parse import urlencode

from core.periods import period as parsed
from core.selection import Selection
from core.text import number, text
from store.release import Release
from views import words
from views.development.chosen import OVERALL
from views.figures import every_cell
from views.periods import period_name
from views.places import places_of
from views.questions import wordings
from views.rows import INDEX_AXIS, Row, records
from views.wording import Unit


@dataclass(frozen=True)
class Figure:
    """The ids of one figure of a release, as they stand in an address and in the register."""

    measure: str
    place: str
    period: str
    role: str

    @property
    def selection(self) -> Selection:
        """The figure's place, period and role as a reader would have chosen them."""
        municipality, service, unit = (*self.place.split("/"), None, None)[:3]
        return Selection(municipality or "", service, unit, self.period, self.role, self.measure)

    def link(self, page: str) -> str:
        """The address of the figure on a page."""
        own = self.selection
        names = ("municipality", "service", "unit", "period", "role", "measure")
        return f"{page}?{urlencode({name: value for name in names if (value := getattr(own, name))})}"

    @property
    def unit(self) -> Unit:
        """What its numbers are told in: scale points for a question, the index for a group of questions."""
        return "scale" if self.measure.startswith("item:") else "index"

    @property
    def decimals(self) -> int:
        """Decimals that its value is told with."""
        return 1 if self.unit == "scale" else 0


@dataclass(frozen=True)
class Finding:
    """A figure with what it showed: value and interval in scale units or on the index, answers, and a sentence."""

    figure: Figure
    value: float
    lower: float | None
    upper: float | None
    n: int
    told: str
    release: str

    def facts(self) -> dict[str, Any]:
        """What of it is kept with a tiltak, by column."""
        own = self.figure
        ids = {"measure": own.measure, "place": own.place, "period": own.period, "role": own.role}
        values = {"value": self.value, "lower": self.lower, "upper": self.upper, "n": self.n}
        return {**ids, **values, "release": self.release, "finding": self.told}


def finding(release: Release, figure: Figure) -> Finding | None:
    """What the figure shows; nothing where there is none that may be told."""
    row = cells(release, figure).get(figure.measure)
    if row is None or words.missing(row["mean"]):
        return None
    value, n = float(row["mean"]), int(row["n"])
    lower, upper = (None if words.missing(row[end]) else float(row[end]) for end in ("lower", "upper"))
    return Finding(figure, value, lower, upper, n, said(release, figure, value, lower, upper, n), release.id)


def said(release: Release, figure: Figure, value: float, lower: float | None, upper: float | None, n: int) -> str:
    """A figure as it was, in a sentence with its base, in the reader's language."""
    row = cells(release, figure)[figure.measure]
    maximum = row["scale_max"] if figure.unit == "scale" else INDEX_AXIS[1]
    low, high = (nan if end is None else end for end in (lower, upper))
    return text(
        "actions.finding.told",
        place=place_name(release, figure.place),
        period=period_name(figure.period),
        role=words.role(figure.role).lower(),
        measure=measure_name(release, figure.measure),
        value=text("phrase.raw", value=number(value, figure.decimals), maximum=number(maximum)),
        interval=words.interval(low, high, figure.decimals),
        n=words.answers(n),
    )


def shown(release: Release, figures: tuple[Figure, ...]) -> frozenset[Figure]:
    """Those of the figures that the release shows: what was written down of another is no longer told."""
    return frozenset(figure for figure in figures if finding(release, figure) is not None)


def cells(release: Release, figure: Figure) -> dict[str, Row]:
    """Every measure of the figure's place, period and role."""
    known = figure.place in places_of(release).places
    rows = records(every_cell(release, [figure.place], figure.period, figure.role)) if known else []
    return {row["measure"]: row for row in rows}


def measures(release: Release, figure: Figure) -> dict[str, str]:
    """What is measured at the figure's place, and its name: overall, dimensions, levels, then questions as asked."""
    shown = [measure for measure, row in cells(release, figure).items() if not words.missing(row["mean"])]
    order = (OVERALL, "dimension:", "level:", "item:")
    found = [measure for start in order for measure in shown if measure.startswith(start)]
    return {measure: measure_name(release, measure) for measure in found}


def measure_name(release: Release, measure: str | None) -> str:
    """A measure's name in the reader's language; its key where the release no longer has it."""
    if not measure:
        return ""
    kind, _, key = measure.partition(":")
    if kind == OVERALL:
        return text("measure.overall")
    if kind == "item":
        return release.remembered(_questions).get(key, key)
    if kind == "dimension_level":
        return " – ".join((words.dimension(key.partition("/")[0]), words.level(key.partition("/")[2]).lower()))
    return words.level(key) if kind == "level" else words.dimension(key)


def place_name(release: Release, place: str | None) -> str:
    """A place's name with the service before that of a unit; the last part of its id where the release lacks it."""
    if not place:
        return ""
    known = places_of(release).places
    if place not in known:
        return place.rpartition("/")[2]
    name = known[place].name
    return f"{known[place.rpartition('/')[0]].name} – {name}" if known[place].level == "unit" else name


def later(figure: Figure, period: str | None) -> bool:
    """Whether a period lies after the figure's own."""
    own, other = parsed(figure.period), parsed(period or "")
    return own is not None and other is not None and own.kind == other.kind and (other.year, other.sort) > (
        own.year, own.sort,
    )  # fmt: skip


def _questions(release: Release) -> dict[str, str]:
    return {row["item"]: row["label"] for row in records(wordings(release, Selection()), "item", "label")}
