-- One row a survey, service, unit, role and period that there are answers (figures: figures of a source) of, with the
-- first and the last upload that tells of it.
SELECT upload.instrument, any_value(upload.title) AS title, told.municipality, told.service, told.unit, told.role,
    told.year, told.period, told.figures, min(told.upload) AS first_upload, max(told.upload) AS last_upload
FROM (
    SELECT DISTINCT upload, municipality, service, unit, role, year, period, false AS figures FROM respondent
    UNION
    SELECT DISTINCT upload, municipality, service, unit, role, year, period, true AS figures FROM aggregate
) AS told
JOIN upload USING (upload)
WHERE upload.replaced_by IS NULL
GROUP BY ALL
ORDER BY ALL
