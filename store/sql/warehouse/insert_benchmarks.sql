INSERT INTO benchmark
SELECT
    $upload, row_number() OVER (), area, area_name, "group", service, role, period, year, item, scale_min, scale_max,
    n, mean, sd, histogram
FROM new_rows
