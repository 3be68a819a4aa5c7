"""Levels of participation side by side: individual, service and system."""

from charts import matrix
from core.text import text
from ui import data, filters, follow, frame, markup, show
from views import levels, services, words

with frame.page("levels"):
    selection = filters.bar("municipality", "service", "period", "role")
    table = data.cached(levels.by_service, selection)
    summary = levels.summary(table)
    with markup.together():
        show.sentence(summary)
        show.response(data.cached(services.response, selection))
    show.heading(text("page.levels.side_by_side"))
    show.index_dots(
        table,
        alt=summary,
        file="nivaaer",
        columns=("label", "series", "n", "mean", "lower", "upper", "hidden"),
        caption_text=text("page.levels.caption"),
        follow_up=follow.links(table, "levels"),
    )
    show.heading(text("page.levels.matrix"))
    cells = data.cached(levels.matrix, selection)
    show.chart(
        matrix.figure(cells, rows=levels.matrix_rows(), columns=levels.matrix_columns(), palette=show.palette()),
        alt=text("page.levels.matrix_alt"),
        table=cells,
        file="dimensjon_og_nivaa",
        columns=("dimension_name", "column", "n", "mean", "lower", "upper", "hidden"),
        caption_text=text("page.levels.matrix_caption"),
    )
    show.heading(text("page.levels.asked"))
    with markup.together():
        for level, questions in data.cached(levels.asked, selection).items():
            show.bullets(words.level(level), questions or [text("hidden.not_measured")])
