"""How the figures are made, and what the words mean."""

from ui import frame, method

with frame.page("method"):
    method.sections()
