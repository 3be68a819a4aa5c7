-- One row a place of others, service, role, period and item, as the newest upload has it: figures of everybody.
-- A municipality's own total beside its units is left out: a unit that is hidden could be subtracted from it.
SELECT upload, title, area, area_name, service, role, period, year::INTEGER AS year, item, scale_min, scale_max,
    n, mean, sd, histogram
FROM benchmark
JOIN upload USING (upload)
WHERE upload.replaced_by IS NULL AND grouping_value = '' AND area <> 'municipality'
QUALIFY row_number() OVER (
    PARTITION BY area, area_name, service, role, period, item ORDER BY upload DESC, number
) = 1
ORDER BY service, role, area, area_name, period, item
