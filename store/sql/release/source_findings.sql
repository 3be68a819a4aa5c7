-- One row a finding of an upload, gravest first.
SELECT code, severity, file, sheet, column_name, row_count, details
FROM source_finding
WHERE upload = $upload
ORDER BY severity = 'info', severity = 'warning', code, column_name
