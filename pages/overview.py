"""A municipality at a glance: key figures, services by what matters, what stands out for certain."""

from charts import matrix
from core.text import text
from ui import cards, data, filters, frame, show
from views import overview, services
from views.places import places_of

with frame.page("overview"):
    selection = filters.bar("municipality", "period", "role")
    figures = data.cached(overview.key_figures, selection)
    response = data.cached(services.response, selection)
    show.sentence(overview.summary(figures, response, selection, places_of(data.release())))
    cards.key_figures(figures, response)
    show.caption(data.cached(overview.pooling, selection))
    show.twin(text("page.overview.title"), figures, "nokkeltall")

    show.heading(text("page.overview.matrix"))
    cells, palette = data.cached(overview.matrix, selection), show.palette()
    show.color_key(
        {
            palette.cell_bad: text("legend.worse"),
            palette.cell_middle: text("legend.same"),
            palette.cell_good: text("legend.better"),
        }
    )
    show.chart(
        matrix.figure(
            cells,
            rows=overview.matrix_rows(cells),
            columns=overview.matrix_columns(),
            palette=palette,
        ),
        alt=text("page.overview.matrix_alt"),
        table=cells,
        file="tjenester_etter_dimensjon",
        columns=("row", "dimension", "n", "mean", "lower", "upper", "difference", "hidden"),
        caption_text=text("page.overview.matrix_caption"),
    )

    show.heading(text("page.overview.standouts"))
    show.standouts(data.cached(overview.standouts, selection))
    show.to_page("services", text("page.overview.to_services"))
