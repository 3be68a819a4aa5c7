"""What matters to the user: the six dimensions, one at a time, services compared, the questions behind."""

from core.text import text
from ui import across, data, filters, follow, frame, markup, questions, show
from ui.comments import reading
from views import dimensions, services, words
from views.places import places_of

with frame.page("dimensions"):
    selection = filters.bar("municipality", "period", "role")
    dimension = filters.choice("dimension", words.CORE_DIMENSIONS, text("filter.dimension"), words.dimension)
    table = data.cached(dimensions.by_service, selection, dimension)
    show.heading(words.dimension(dimension))
    summary = dimensions.summary(table, dimension)
    with markup.together():
        show.note(dimensions.definition(dimension))
        show.sentence(summary)
        show.response(data.cached(services.response, selection))
    show.index_dots(
        table,
        alt=summary,
        reference_name=places_of(data.release()).name(selection.municipality),
        file=f"tjenester_{dimension}",
        caption_text=text("page.dimensions.caption"),
        follow_up=follow.links(table, "dimensions"),
    )
    reading.beside(selection, dimension)
    show.heading(text("page.dimensions.questions"))
    is_compared = across.questions(selection, dimension)
    questions.bars(selection, dimension=dimension, summed_up=not is_compared)
