"""One service or unit: what matters to the user, units side by side, every question below."""

from charts import interval_dots
from core.text import text
from ui import data, filters, frame, questions, show
from views import services
from views.places import places_of
from views.rows import INDEX_AXIS

with frame.page("services"):
    selection = filters.bar("municipality", "service!", "unit", "period", "role")
    places = places_of(data.release())
    dimensions = data.cached(services.by_dimension, selection)
    summary = services.summary(dimensions, selection, places)
    show.sentence(summary)
    show.response(data.cached(services.response, selection))

    show.heading(text("page.services.dimensions", place=places.name(selection.place)))
    show.chart(
        interval_dots.figure(
            dimensions,
            axis=INDEX_AXIS,
            axis_title=text("axis.index"),
            palette=show.palette(),
            reference_name=services.reference_name(places, selection),
            decimals=0,
        ),
        alt=summary,
        table=dimensions,
        file="det_som_er_viktig",
        caption_text=text("page.services.dimensions_caption"),
    )

    if selection.unit is None:
        units = data.cached(services.by_unit, selection)
        show.heading(text("page.services.units"))
        told = services.units_summary(units)
        show.sentence(told)
        show.chart(
            interval_dots.figure(
                units,
                axis=INDEX_AXIS,
                axis_title=text("axis.index"),
                palette=show.palette(),
                reference_name=places.name(selection.place),
                decimals=0,
            ),
            alt=told,
            table=units,
            file="enheter",
            caption_text=text("page.services.units_caption"),
        )

    show.heading(text("page.services.questions"))
    questions.bars(selection)
