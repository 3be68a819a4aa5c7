-- One row: the release, its thresholds, and how much it hides.
SELECT release.id, release.created, release.sample, release.min_n, release.min_n_detail,
    (SELECT count(*) FROM cell WHERE hidden = 'few') AS hidden_cells,
    (SELECT count(*) FROM cell) AS cells
FROM release
