INSERT INTO aggregate
SELECT
    $upload, asked.question, municipality, service, unit, unit_name, role, period, year,
    n, mean, sd, histogram, dont_know, hidden
FROM new_rows
JOIN (SELECT item, question FROM question WHERE upload = $upload) AS asked
    ON asked.item = new_rows.item
