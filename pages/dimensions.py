"""What matters to the user: the six dimensions, one at a time, services compared, the questions behind."""

from charts import interval_dots
from core.text import text
from ui import data, filters, frame, questions, show
from views import dimensions, services, words
from views.places import places_of
from views.rows import INDEX_AXIS

with frame.page("dimensions"):
    selection = filters.bar("municipality", "period", "role")
    dimension = filters.choice("dimension", words.CORE_DIMENSIONS, text("filter.dimension"), words.dimension)
    table = data.cached(dimensions.by_service, selection, dimension)
    show.heading(words.dimension(dimension))
    show.note(dimensions.definition(dimension))
    summary = dimensions.summary(table, dimension)
    show.sentence(summary)
    show.response(data.cached(services.response, selection))
    show.chart(
        interval_dots.figure(
            table,
            axis=INDEX_AXIS,
            axis_title=text("axis.index"),
            palette=show.palette(),
            reference_name=places_of(data.release()).name(selection.municipality),
            decimals=0,
        ),
        alt=summary,
        table=table,
        file=f"tjenester_{dimension}",
        caption_text=text("page.dimensions.caption"),
    )
    show.heading(text("page.dimensions.questions"))
    questions.bars(selection, dimension=dimension)
