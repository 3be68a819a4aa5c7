"""The page on comments: for readers, and the queue in which an adviser reviews them."""
