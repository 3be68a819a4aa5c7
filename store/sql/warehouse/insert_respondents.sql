INSERT INTO respondent
SELECT
    $first_respondent + respondent, $upload, municipality, service, unit, unit_name, role, period, year,
    mode, weight, status, source_key
FROM new_rows
