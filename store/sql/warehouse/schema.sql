-- The warehouse: answers, which only the import opens. One row of each table is what its first column says.
CREATE TYPE missing_reason AS ENUM ('unanswered', 'dont_know', 'not_applicable', 'out_of_scale', 'unknown_code');

-- One row a received export. A replaced one keeps its row (and its received files), not its answers.
CREATE TABLE upload (
    upload INTEGER PRIMARY KEY,
    fingerprint VARCHAR NOT NULL,
    adapter VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    instrument VARCHAR NOT NULL,
    edition VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    codebook VARCHAR NOT NULL,
    file_names VARCHAR[] NOT NULL,
    file_hashes VARCHAR[] NOT NULL,
    received TIMESTAMP NOT NULL,
    received_by VARCHAR NOT NULL,
    rows_read INTEGER NOT NULL,
    rows_kept INTEGER NOT NULL,
    rows_quarantined INTEGER NOT NULL,
    respondents INTEGER NOT NULL,
    answers INTEGER NOT NULL,
    sample BOOLEAN NOT NULL,
    own_municipality VARCHAR,
    findings VARCHAR NOT NULL,
    replaced_by INTEGER
);

-- One row a question of an upload: what was asked, on which scale, and what it measures.
CREATE TABLE question (
    question INTEGER PRIMARY KEY,
    upload INTEGER NOT NULL,
    item VARCHAR NOT NULL,
    dimension VARCHAR NOT NULL,
    level VARCHAR NOT NULL,
    scale_min SMALLINT NOT NULL,
    scale_max SMALLINT NOT NULL,
    reversed BOOLEAN NOT NULL,
    text VARCHAR NOT NULL,
    labels VARCHAR NOT NULL
);

-- One row a respondent (or an invited person who did not answer). The numbers are our own; no key of the source is kept:
-- source_key is a keyed hash that only serves to see the same respondent twice.
CREATE TABLE respondent (
    respondent INTEGER NOT NULL,
    upload INTEGER NOT NULL,
    municipality VARCHAR NOT NULL,
    service VARCHAR NOT NULL,
    unit VARCHAR NOT NULL,
    unit_name VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    year VARCHAR NOT NULL,
    mode VARCHAR,
    weight DOUBLE,
    status VARCHAR,
    source_key VARCHAR
);

-- One row a respondent and question. value is in scale units, higher is better.
CREATE TABLE answer (
    respondent INTEGER NOT NULL,
    question INTEGER NOT NULL,
    value FLOAT,
    missing missing_reason
);

-- One row an upload and question: how those who began answered it. number is its place in the form.
CREATE TABLE tally (
    upload INTEGER NOT NULL,
    number INTEGER NOT NULL,
    item VARCHAR NOT NULL,
    answered INTEGER NOT NULL,
    dont_know INTEGER NOT NULL,
    not_applicable INTEGER NOT NULL,
    unanswered INTEGER NOT NULL,
    unusable INTEGER NOT NULL
);

CREATE TABLE background (respondent INTEGER NOT NULL, variable VARCHAR NOT NULL, value VARCHAR NOT NULL);

-- One row a respondent and comment question. key is made from the received files, the row and the question, so that it
-- stays the same when the warehouse is made anew; text is masked.
CREATE TABLE comment (
    respondent INTEGER NOT NULL, comment VARCHAR NOT NULL, text VARCHAR NOT NULL, key VARCHAR NOT NULL
);

-- One row a unit, role and period: how many were asked.
CREATE TABLE invited (
    upload INTEGER NOT NULL,
    municipality VARCHAR NOT NULL,
    service VARCHAR NOT NULL,
    unit VARCHAR NOT NULL,
    unit_name VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    year VARCHAR NOT NULL,
    invited INTEGER NOT NULL
);

-- One row a unit, period and question of an export that holds figures only.
CREATE TABLE aggregate (
    upload INTEGER NOT NULL,
    question INTEGER NOT NULL,
    municipality VARCHAR NOT NULL,
    service VARCHAR NOT NULL,
    unit VARCHAR NOT NULL,
    unit_name VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    year VARCHAR NOT NULL,
    n INTEGER,
    mean DOUBLE,
    sd DOUBLE,
    histogram INTEGER[],
    dont_know INTEGER,
    hidden VARCHAR
);

-- One row an upload, place of others (a nation, a county, a group of municipalities), group of respondents ('' is
-- everybody) and item: a figure to hold our own against. It belongs to no question, so that nothing of it can be
-- counted among our own answers. mean is missing where the source hides the figure.
CREATE TABLE benchmark (
    upload INTEGER NOT NULL,
    number INTEGER NOT NULL,
    area VARCHAR NOT NULL,
    area_name VARCHAR NOT NULL,
    grouping_value VARCHAR NOT NULL,
    service VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    year VARCHAR NOT NULL,
    item VARCHAR NOT NULL,
    scale_min SMALLINT NOT NULL,
    scale_max SMALLINT NOT NULL,
    n INTEGER,
    mean DOUBLE,
    sd DOUBLE,
    histogram INTEGER[]
);

-- One row: facts about the warehouse itself.
CREATE TABLE warehouse (schema_version INTEGER NOT NULL, salt VARCHAR NOT NULL);
