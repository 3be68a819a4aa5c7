INSERT INTO tally
SELECT $upload, row_number() OVER (), item, answered, dont_know, not_applicable, unanswered, unusable FROM new_rows
