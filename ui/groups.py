"""Groups of a place on a page: marks beside each other, how certain the differences are, what they cannot say."""

from charts import difference_dots, groups
from charts.theme import Drawing, Palette
from core.selection import Selection
from core.text import quoted, text
from store.release import Release
from ui import data, filters, follow, show
from views import wording
from views.groups import choices, ordinal, summary
from views.groups.differences import Compared, compared
from views.groups.table import OVERALL
from views.periods import period_name
from views.places import places_of
from views.rows import INDEX_AXIS

GROUPS = ("label", "group", "n", "mean", "lower", "upper", "raw", "hidden")
DIFFERENCES = (
    "label", "group", "against", "n", "other_n", "mean", "other_mean", "difference", "difference_lower",
    "difference_upper", "difference_verdict", "smallest", "difference_reason", "hidden",
)  # fmt: skip
BY_QUESTION = (
    "label", "group", "against", "n", "other_n", "delta", "delta_lower", "delta_upper", "magnitude",
    "difference_verdict",
)  # fmt: skip
VERDICTS = ("better", "worse", "below_floor", "uncertain")


def chosen(selection: Selection) -> str | None:
    """What the reader groups by; where there is nothing to group by, what there is elsewhere and what to do."""
    found = data.cached(choices.choices, selection)
    year = data.cached(choices.whole_year, selection)
    if year:
        _to_year(selection, year)
    if not found:
        if not year:
            _nothing(selection)
        return None
    return filters.choice("variable", [*found], text("groups.choose"), found.__getitem__)


def side_by_side(selection: Selection, variable: str) -> None:
    """The groups on the index, and how they lie against each other."""
    told = data.cached(compared, selection, variable)
    said = data.cached(summary.said, selection, variable)
    show.sentence(said.base)
    if said.certain:
        show.bullets(text("groups.certain"), said.certain)
    if said.otherwise:
        show.sentence(said.otherwise)
    if not told.groups.shown:
        show.hidden_note()
        return
    name = data.cached(choices.choices, selection)[variable]
    below = text("page.groups.certain_below") if told.family_size else ""
    show.heading(text("page.groups.side_by_side", variable=name, place=_place(selection)))
    show.chart(
        data.cached(_marks, selection, variable, show.palette()),
        alt=said.base,
        table=told.groups.table,
        file="grupper",
        columns=GROUPS,
        caption_text=f"{text('page.groups.side_by_side_caption')} {below}".strip(),
        follow_up=follow.link(selection, OVERALL, "groups"),
    )
    if told.family_size:
        _differences(told, selection, variable)
        show.bullets(text("groups.caution_title"), [data.cached(summary.caution, selection, variable, name)])
    if variable == choices.ROLE:
        _by_question(selection)


def _differences(told: Compared, selection: Selection, variable: str) -> None:
    show.heading(text("page.groups.differences"))
    held = told.held
    several = len(held) > 1
    key = filters.choice("group", [*held], text("groups.choose_group"), held.__getitem__) if several else [*held][0]
    caption = text(
        "page.groups.differences_caption",
        group=quoted(held[key]),
        other=told.against,
        family=wording.family(told.family_size),
    )
    show.chart(
        data.cached(_dots, selection, variable, key, show.palette()),
        alt=caption,
        table=told.table,
        file="forskjeller_mellom_grupper",
        columns=DIFFERENCES,
        caption_text=caption,
        method="groups",
    )


def _by_question(selection: Selection) -> None:
    table = data.cached(ordinal.by_question, selection)
    if table.empty:
        return
    show.heading(text("page.groups.by_question"))
    show.paragraph(text("page.groups.by_question_intro"))
    show.twin(text("page.groups.by_question"), table, "grupper_sporsmal", BY_QUESTION, 2, method="ordinal")


def _marks(release: Release, selection: Selection, variable: str, palette: Palette) -> Drawing:
    of = release.remembered(compared, selection, variable).groups
    axis_title, names = text("axis.index"), summary.names(of)
    return groups.figure(of.table, names=names, axis=INDEX_AXIS, axis_title=axis_title, palette=palette)


def _dots(release: Release, selection: Selection, variable: str, key: str, palette: Palette) -> Drawing:
    return difference_dots.figure(
        release.remembered(compared, selection, variable).of(key),
        verdicts={verdict: wording.verdict(verdict, "difference") for verdict in VERDICTS},
        axis_title=text("groups.axis"),
        floor=wording.FLOOR,
        floor_name=text("groups.floor"),
        palette=palette,
    )


def _to_year(selection: Selection, year: str) -> None:
    show.note(text("groups.whole_year", period=period_name(selection.period or "")))
    show.link("groups", text("groups.to_year", year=year), period=year)


def _nothing(selection: Selection) -> None:
    min_n = int(data.release().query("about")["min_n_detail"].iloc[0])
    place = _place(selection)
    show.note(text("groups.none", place=place, period=period_name(selection.period or "")))
    show.paragraph(text("groups.none_do", min_n=min_n))
    lines = data.cached(choices.surveys, selection)
    show.bullets(text("groups.surveys"), lines or [text("groups.surveys_none")])


def _place(selection: Selection) -> str:
    return places_of(data.release()).name(selection.place)
