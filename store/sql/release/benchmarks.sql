-- One row a place of others, service, role, item and period, newest first; a figure of a whole year goes before those of
-- its parts. The nation comes before all other places, and the items as in the form.
SELECT benchmark.service, benchmark.role, title, area, area_name, period, year::VARCHAR AS year, item, scale_min,
    scale_max, n, mean, sd, hidden, asked.text_nb, asked.text_nn, asked.text_en
FROM benchmark
JOIN (
    SELECT item, service, role, min(sort) AS sort, arg_min(text_nb, sort) AS text_nb, arg_min(text_nn, sort) AS text_nn,
        arg_min(text_en, sort) AS text_en
    FROM wording
    GROUP BY item, service, role
) AS asked USING (item, service, role)
ORDER BY list_position(['nation', 'region', 'county', 'group'], area), area_name, asked.sort, year DESC, length(period),
    period DESC
