INSERT INTO comment SELECT $first_respondent + respondent, comment, text, key FROM new_rows
