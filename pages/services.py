"""One service or unit: what matters to the user, units side by side, every question below."""

from core.text import text
from ui import data, filters, follow, frame, markup, questions, show, weighing
from views import nonresponse, services, standing, this_round
from views import weighing as weighed
from views.places import places_of
from views.words import joined

with frame.page("services"):
    selection = filters.bar("municipality", "service!", "unit", "period", "role")
    places = places_of(data.release())
    chosen = weighing.switch(data.cached(services.can_weigh, selection))
    dimensions = data.cached(services.by_dimension, selection, chosen)
    summary = services.summary(dimensions, selection, places)
    response = data.cached(services.response, selection)
    with markup.together():
        show.sentence(summary)
        for told in services.certain_words(dimensions, selection):
            show.paragraph(told)
        show.response(response)
        show.caption_with_method(nonresponse.told(response, dimensions.iloc[0].to_dict()), "nonresponse")
        show.caption_with_method(weighed.caption(dimensions, chosen), "hierarchy")
        show.caption(data.cached(standing.told, selection))

    show.heading(text("page.services.dimensions", place=places.name(selection.place)))
    show.index_dots(
        dimensions,
        alt=summary,
        reference_name=services.reference_name(selection),
        file="det_som_er_viktig",
        caption_text=services.caption(dimensions, selection),
        follow_up=follow.links(dimensions, "services"),
        method="finite_population" if this_round.is_known(dimensions) else "means_interval",
    )

    if selection.unit is None:
        units = data.cached(services.by_unit, selection, chosen)
        show.heading(text("page.services.units"))
        told = services.units_summary(units)
        show.sentence(told)
        show.index_dots(
            units,
            alt=told,
            reference_name=text("wording.other.rest_of_service"),
            file="enheter",
            caption_text=joined([text("page.services.units_caption"), nonresponse.units(units)]),
            follow_up=follow.links(units, "services"),
            method="rest",
        )

    show.heading(text("page.services.questions"))
    questions.bars(selection, weighing=chosen, of_asked=False)
