"""The page on development: its choices and its drawings."""
