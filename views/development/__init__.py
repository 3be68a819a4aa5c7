"""How a measure has developed: its series, what breaks it, what is certain in it."""
