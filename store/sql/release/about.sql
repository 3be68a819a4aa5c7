-- One row: the release, and what lies behind it.
SELECT release.id, release.created, release.sample, release.min_n, release.min_n_detail,
    (SELECT count(*) FROM source WHERE kind <> 'invited') AS uploads,
    (SELECT sum(respondents) FROM source WHERE kind <> 'invited')::BIGINT AS respondents,
    (SELECT sum(answers) FROM source WHERE kind <> 'invited')::BIGINT AS answers,
    (SELECT count(*) FROM cell WHERE hidden = 'few') AS hidden_cells,
    (SELECT count(*) FROM cell) AS cells
FROM release
