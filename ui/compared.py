"""The services of a municipality held against each other: all of them in colours, then what stands out."""

from charts import matrix
from core.selection import Selection
from core.text import text
from ui import data, follow, markup, show
from views import overview

COLUMNS = ("row", "dimension", "n", "mean", "lower", "upper", "method", *show.DIFFERENCE, "hidden")


def services(selection: Selection, weighing: str) -> None:
    """The services by what matters, and the strongest and weakest for certain; of one alone that there is no other."""
    compared = data.cached(overview.services_compared, selection, weighing)
    rows = overview.matrix_rows(compared.matrix)
    if len(rows) < 2:
        show.note(text("page.overview.alone"))
    else:
        _in_colours(compared, rows)
        show.heading(text("page.overview.standouts"))
        show.standouts(compared.standouts)
        with markup.together():
            show.caption(compared.power)
            show.method_link("holm")
    show.link("services", text("page.overview.to_services"))


def _in_colours(compared: overview.Compared, rows: list[str]) -> None:
    show.heading(text("page.overview.matrix"))
    palette = show.palette()
    show.color_key(
        {
            palette.cell_bad: text("legend.worse"),
            palette.cell_middle: text("legend.same"),
            palette.cell_good: text("legend.better"),
        }
    )
    show.chart(
        matrix.figure(compared.matrix, rows=rows, columns=overview.matrix_columns(), palette=palette),
        alt=text("page.overview.matrix_alt"),
        table=compared.matrix,
        file="tjenester_etter_dimensjon",
        columns=COLUMNS,
        caption_text=text("page.overview.matrix_caption"),
        follow_up=follow.links(compared.matrix, "overview"),
    )
