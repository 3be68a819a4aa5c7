-- One row an instrument, service and role with present uploads: the codebook of the newest upload.
SELECT upload.instrument, asked.service, asked.role, arg_max(upload.codebook, upload.upload) AS codebook
FROM upload
JOIN (
    SELECT DISTINCT upload, service, role FROM respondent
    UNION
    SELECT DISTINCT upload, service, role FROM aggregate
) AS asked USING (upload)
WHERE upload.replaced_by IS NULL
GROUP BY ALL
