-- One row an upload behind the release, newest first.
SELECT
    upload, kind, instrument, edition, title, adapter, files, received, received_by, rows_read, rows_kept,
    rows_quarantined, respondents, answers
FROM source
ORDER BY received DESC, upload DESC
