INSERT INTO question
SELECT
    $first_question + (row_number() OVER () - 1), $upload, item, dimension, level, scale_min, scale_max, reversed,
    text, labels
FROM new_rows
