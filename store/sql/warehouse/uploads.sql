-- One row an upload, newest first.
SELECT
    upload, fingerprint, adapter, kind, instrument, edition, title, codebook, file_names, file_hashes, received, received_by,
    rows_read, rows_kept, rows_quarantined, respondents, answers, sample, own_municipality, findings, replaced_by
FROM upload
ORDER BY upload DESC
