"""What the overall assessment of a service goes together with, and where to put the effort: no causes."""

from ui import drivers, filters, frame

with frame.page("drivers"):
    selection = filters.bar("municipality", "service!", "period", "role")
    drivers.shares_and_priorities(selection)
    drivers.agreement(selection)
