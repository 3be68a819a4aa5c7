-- One row a place, role and period that several uploads of one instrument have respondents for.
SELECT place, role, period, instrument, list_sort(list(upload)) AS uploads
FROM source_place
GROUP BY ALL
HAVING count(*) > 1
ORDER BY place, period, role
