"""Statistics as pure functions of counts."""
