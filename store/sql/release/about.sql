-- One row: the release, its thresholds, and how much it hides.
-- What nobody answered and what the source itself hides are not counted.
SELECT release.id, release.created, release.sample, release.min_n, release.min_n_detail,
    (SELECT count(*) FROM cell WHERE hidden = 'few') AS hidden_cells,
    (SELECT count(*) FROM cell WHERE coalesce(hidden, 'few') NOT IN ('none', 'source')) AS cells
FROM release
