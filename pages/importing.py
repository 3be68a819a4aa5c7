"""Import: drop files, say what they are, look at what is dubious, import, see the result."""

from ui import frame
from ui.importing import wizard

with frame.page("importing"):
    wizard.run()
