"""What exports of form tools have in common: ticked options, several answers in a cell, times of several locales."""
