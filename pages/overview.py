"""A municipality at a glance: key figures, services by what matters, what stands out for certain."""

from charts import matrix
from core.text import text
from ui import cards, data, filters, follow, frame, show, weighing
from views import nonresponse, overview, services, standing
from views.places import places_of

with frame.page("overview"):
    selection = filters.bar("municipality", "period", "role")
    chosen = weighing.switch(data.cached(overview.can_weigh, selection))
    figures = data.cached(overview.key_figures, selection, chosen)
    response = data.cached(services.response, selection)
    show.sentence(overview.summary(figures, response, selection, places_of(data.release())))
    cards.key_figures(figures, response)
    show.method_link("waves")
    show.caption_with_method(data.cached(overview.pooling, selection, chosen), "hierarchy")
    show.caption_with_method(nonresponse.told(response, figures.iloc[0].to_dict()), "nonresponse")
    show.caption(data.cached(standing.told, selection))
    show.twin(text("page.overview.title"), figures, "nokkeltall")
    follow.up(figures, "overview")

    show.heading(text("page.overview.matrix"))
    compared, palette = data.cached(overview.services_compared, selection, chosen), show.palette()
    show.color_key(
        {
            palette.cell_bad: text("legend.worse"),
            palette.cell_middle: text("legend.same"),
            palette.cell_good: text("legend.better"),
        }
    )
    show.chart(
        matrix.figure(
            compared.matrix,
            rows=overview.matrix_rows(compared.matrix),
            columns=overview.matrix_columns(),
            palette=palette,
        ),
        alt=text("page.overview.matrix_alt"),
        table=compared.matrix,
        file="tjenester_etter_dimensjon",
        columns=("row", "dimension", "n", "mean", "lower", "upper", "method", *show.DIFFERENCE, "hidden"),
        caption_text=text("page.overview.matrix_caption"),
    )
    follow.up(compared.matrix, "overview")

    show.heading(text("page.overview.standouts"))
    show.standouts(compared.standouts)
    show.caption(compared.power)
    show.method_link("holm")
    show.link("services", text("page.overview.to_services"))
