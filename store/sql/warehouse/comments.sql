-- One row a comment of the present uploads: where it belongs, masked as it was at import.
SELECT
    comment.key, comment.comment AS question, comment.text, upload.upload, upload.instrument,
    respondent.municipality, respondent.service, respondent.unit, respondent.unit_name, respondent.role, respondent.year
FROM comment
JOIN respondent USING (respondent)
JOIN upload USING (upload)
WHERE upload.replaced_by IS NULL
ORDER BY comment.key
