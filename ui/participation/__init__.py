"""The page on participation: what is shown, what is printed, and the register that is written in."""
