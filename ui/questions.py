"""Questions as bars over all scale points, one chart for each set of answers to choose from."""

from charts import diverging_bars
from core.selection import Selection
from core.text import text
from ui import data, show
from views import questions

COLUMNS = (
    "label", "dimension", "level", "n", "mean", "lower", "upper", "top", "top_lower", "top_upper", "bottom",
    "dont_know", "change", "change_lower", "change_upper", "change_verdict", "reservation", "hidden",
)  # fmt: skip


def bars(selection: Selection, *, dimension: str | None = None, search: str = "") -> None:
    """The questions at the chosen place; only those of a dimension, or that hold the words of a search."""
    table = data.cached(questions.items, selection)
    table = questions.matching(table if dimension is None else table[table["dimension"].eq(dimension)], search)
    if table.empty:
        show.note(text("page.questions.no_match", search=search) if search else text("page.questions.none"))
        return
    show.sentence(questions.summary(table))
    about = data.release().query("about").iloc[0]
    for number, (labels, group) in enumerate(questions.by_scale(table)):
        show.chart(
            diverging_bars.figure(
                questions.bars(group, int(about["min_n_detail"])),
                scale_labels=questions.legend(labels),
                palette=show.palette(),
                dont_know_name=text("column.dont_know"),
            ),
            alt=questions.summary(group),
            table=group,
            file=f"sporsmal_{dimension or 'alle'}_{number + 1}",
            columns=COLUMNS,
            decimals=1,
            caption_text=text("page.questions.caption"),
        )
