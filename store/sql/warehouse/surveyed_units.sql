-- One row an edition, unit and period that there are answers or figures of, with the last upload that tells of it.
SELECT upload.instrument, upload.edition, told.unit, told.period, max(told.upload) AS upload
FROM (
    SELECT DISTINCT upload, unit, period FROM respondent
    UNION
    SELECT DISTINCT upload, unit, period FROM aggregate
) AS told
JOIN upload USING (upload)
WHERE upload.replaced_by IS NULL AND told.unit <> ''
GROUP BY ALL
ORDER BY ALL
