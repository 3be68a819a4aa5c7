"""Participation: the ladder, channels, goals and recommendations, a status to print, and the register."""

from ui import filters, frame
from ui.participation import chosen, shown, status, writing

with frame.page("participation"):
    selection = filters.bar("municipality", "service")
    part = chosen.part()
    activities = chosen.activities(selection)
    if part == "register":
        writing.register(selection, activities)
    elif part == "status":
        status.printed(selection, activities, chosen.year(activities, selection))
    else:
        shown.everything(selection, activities, chosen.year(activities, selection))
