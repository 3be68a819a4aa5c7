"""Units of a service against the rest, services or municipalities against the others: what is certain, no ranking."""

from ui import comparison, data, filters, frame, show
from views import services

with frame.page("comparison"):
    selection = filters.bar("municipality", "service", "period", "role")
    measure, against = comparison.chosen(selection)
    show.response(data.cached(services.response, selection))
    comparison.differences(selection, measure, against)
    comparison.where_to_look(selection)
    comparison.closer_look(selection, measure)
