-- One row: which decisions about comments the release was made with.
SELECT reviews FROM release
