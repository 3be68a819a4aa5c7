"""One service or unit: what matters to the user, units side by side, every question below."""

from core.text import text
from ui import data, filters, frame, questions, show
from views import services
from views.places import places_of

with frame.page("services"):
    selection = filters.bar("municipality", "service!", "unit", "period", "role")
    places = places_of(data.release())
    dimensions = data.cached(services.by_dimension, selection)
    summary = services.summary(dimensions, selection, places)
    show.sentence(summary)
    for told in services.certain_words(dimensions, selection):
        show.paragraph(told)
    show.response(data.cached(services.response, selection))

    show.heading(text("page.services.dimensions", place=places.name(selection.place)))
    show.index_dots(
        dimensions,
        alt=summary,
        reference_name=services.reference_name(selection),
        file="det_som_er_viktig",
        caption_text=services.caption(dimensions, selection),
    )
    show.method_link("means_interval")

    if selection.unit is None:
        units = data.cached(services.by_unit, selection)
        show.heading(text("page.services.units"))
        told = services.units_summary(units)
        show.sentence(told)
        show.index_dots(
            units,
            alt=told,
            reference_name=text("wording.other.rest_of_service"),
            file="enheter",
            caption_text=text("page.services.units_caption"),
        )
        show.method_link("rest")

    show.heading(text("page.services.questions"))
    questions.bars(selection)
