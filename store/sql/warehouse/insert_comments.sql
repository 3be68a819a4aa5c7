INSERT INTO comment SELECT $first_respondent + respondent, comment, text FROM new_rows
