-- One row a comment and theme.
SELECT comment_no, dimension, level, polarity FROM comment_theme ORDER BY ALL
