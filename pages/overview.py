"""A municipality at a glance: key figures, services by what matters, what stands out for certain."""

from core.text import text
from ui import cards, compared, data, filters, follow, frame, markup, show, weighing
from views import nonresponse, overview, services, standing
from views.places import places_of

with frame.page("overview"):
    selection = filters.bar("municipality", "period", "role")
    chosen = weighing.switch(data.cached(overview.can_weigh, selection))
    figures = data.cached(overview.key_figures, selection, chosen)
    response = data.cached(services.response, selection)
    with markup.together():
        show.sentence(overview.summary(figures, response, selection, places_of(data.release())))
        cards.key_figures(figures, response)
        show.method_link("waves")
        show.caption_with_method(data.cached(overview.pooling, selection, chosen), "hierarchy")
        show.caption_with_method(nonresponse.told(response, figures.iloc[0].to_dict()), "nonresponse")
        show.caption(data.cached(standing.told, selection))
    followed = follow.links(figures, "overview")
    show.twin(text("page.overview.title"), figures, "nokkeltall", follow_up=followed)
    compared.services(selection, chosen)
