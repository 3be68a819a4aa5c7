-- One row an upload, unit, role and period that it has respondents or figures for.
SELECT DISTINCT upload, instrument, concat_ws('/', municipality, service, nullif(unit, '')) AS place, role, period
FROM (
    SELECT upload, municipality, service, unit, role, period FROM respondent
    UNION ALL
    SELECT upload, municipality, service, unit, role, period FROM aggregate
)
JOIN upload USING (upload)
WHERE upload.replaced_by IS NULL
ORDER BY ALL
