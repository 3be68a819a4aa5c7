INSERT INTO background SELECT $first_respondent + respondent, variable, value FROM new_rows
