-- One row an instrument and edition with answers or figures: the first and the last period that they are of.
SELECT upload.instrument, upload.edition, min(asked.period) AS first_period, max(asked.period) AS last_period
FROM upload
JOIN (
    SELECT DISTINCT upload, period FROM respondent
    UNION
    SELECT DISTINCT upload, period FROM aggregate
) AS asked USING (upload)
WHERE upload.replaced_by IS NULL
GROUP BY ALL
