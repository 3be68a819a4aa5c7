"""Import: drop files, see what they are and what is dubious, import, look at the result."""

from ui import frame, importing

with frame.page("importing"):
    importing.steps()
