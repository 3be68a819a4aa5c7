"""Groups of those who answered, side by side: one background variable or the role at a time."""

from ui import data, filters, frame, groups, show
from views import services

with frame.page("groups"):
    selection = filters.bar("municipality", "service!", "unit", "period", "role")
    variable = groups.chosen(selection)
    if variable:
        show.response(data.cached(services.response, selection))
        groups.side_by_side(selection, variable)
