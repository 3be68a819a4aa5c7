-- A release: immutable figures that may be shown, and nothing else.

-- One row: what this release is. reviews names the decisions about comments that it was made with.
CREATE TABLE release (
    id VARCHAR, version INTEGER, created TIMESTAMP, sample BOOLEAN, min_n INTEGER, min_n_detail INTEGER, reviews VARCHAR
);

-- One row a place. level is unit, service or municipality; municipality is 'all' where several are taken together.
CREATE TABLE place (
    place VARCHAR PRIMARY KEY, level VARCHAR, municipality VARCHAR, service VARCHAR, unit VARCHAR,
    name_nb VARCHAR, name_nn VARCHAR, name_en VARCHAR
);

-- One row a period; parts of a year are disjoint, and a year is the sum of its parts.
CREATE TABLE period (period VARCHAR PRIMARY KEY, year INTEGER, kind VARCHAR, sort INTEGER);

-- One row a measure: an item, or a group of items.
CREATE TABLE measure (
    measure_no SMALLINT PRIMARY KEY, measure VARCHAR, kind VARCHAR, item VARCHAR, dimension VARCHAR, level VARCHAR
);

-- One row a scope: a place, period and role that figures are told for.
CREATE TABLE scope (scope INTEGER PRIMARY KEY, place VARCHAR, period VARCHAR, role VARCHAR);

-- One row a scope, group ('' is everybody) and measure. hidden says why there is no figure.
-- mean, its 95 % interval, sd and se are in scale units for an item and on the 0-100 index for a group of items;
-- scale_min and scale_max are missing where the questions behind have different scales. as_of is set where the figure is
-- an earlier release's: since then so few came that they would be known from the difference.
CREATE TABLE cell (
    scope INTEGER, grouping_value VARCHAR, measure_no SMALLINT,
    n INTEGER, invited INTEGER, mean DOUBLE, lower DOUBLE, upper DOUBLE, sd DOUBLE, se DOUBLE, df DOUBLE,
    pooled_mean DOUBLE, method VARCHAR,
    dont_know INTEGER, not_applicable INTEGER, scale_min SMALLINT, scale_max SMALLINT, hidden VARCHAR, as_of TIMESTAMP
);

-- One row a scope: answered and invited. as_of as for cells.
CREATE TABLE response (scope INTEGER, n INTEGER, invited INTEGER, hidden VARCHAR, as_of TIMESTAMP);

-- One row a cell that may show it and a scale point (higher is better): how many chose it.
CREATE TABLE distribution (scope INTEGER, measure_no SMALLINT, value SMALLINT, n INTEGER);

-- One row an item, service and role: its latest wording. labels is JSON, scale point -> texts, from worst to best.
CREATE TABLE wording (
    item VARCHAR, service VARCHAR, role VARCHAR, dimension VARCHAR, level VARCHAR, scale_min SMALLINT,
    scale_max SMALLINT, reversed BOOLEAN, text_nb VARCHAR, text_nn VARCHAR, text_en VARCHAR, labels VARCHAR, sort INTEGER
);

-- One row a service, role, background variable and value: what the codebooks call them, in their order.
CREATE TABLE background (
    service VARCHAR, role VARCHAR, variable VARCHAR, value VARCHAR, variable_nb VARCHAR, variable_nn VARCHAR,
    variable_en VARCHAR, value_nb VARCHAR, value_nn VARCHAR, value_en VARCHAR, sort INTEGER
);

-- One row an item and pair of periods whose results are not simply comparable.
CREATE TABLE comparability (
    service VARCHAR, role VARCHAR, item VARCHAR, from_period VARCHAR, to_period VARCHAR, verdict VARCHAR,
    reason_nb VARCHAR, reason_nn VARCHAR, reason_en VARCHAR
);

-- One row a place of others (a nation, a county, a group of municipalities), service, role, period and item: a published
-- figure to hold our own against, in scale units with the best answer highest. title (JSON) names the survey it is of.
-- hidden says why there is no figure; sd is missing where the source tells none, and the mean is then taken as exact.
CREATE TABLE benchmark (
    title VARCHAR, area VARCHAR, area_name VARCHAR, service VARCHAR, role VARCHAR, period VARCHAR, year INTEGER,
    item VARCHAR, scale_min SMALLINT, scale_max SMALLINT, n INTEGER, mean DOUBLE, sd DOUBLE, histogram INTEGER[],
    hidden VARCHAR
);

-- One row an upload behind the release. title and files are JSON.
CREATE TABLE source (
    upload INTEGER, kind VARCHAR, instrument VARCHAR, edition VARCHAR, title VARCHAR, adapter VARCHAR, files VARCHAR,
    received TIMESTAMP, received_by VARCHAR, rows_read INTEGER, rows_kept INTEGER, rows_quarantined INTEGER,
    respondents INTEGER, answers INTEGER
);

-- One row a finding of an upload, without values and without the numbers of rows. details is JSON.
CREATE TABLE source_finding (
    upload INTEGER, code VARCHAR, severity VARCHAR, file VARCHAR, sheet VARCHAR, column_name VARCHAR,
    row_count INTEGER, details VARCHAR
);

-- One row an upload and question: how the respondents answered it, where they are enough.
CREATE TABLE source_question (
    upload INTEGER, item VARCHAR, answered INTEGER, dont_know INTEGER, not_applicable INTEGER, unanswered INTEGER,
    unusable INTEGER
);

-- One row an upload, place, role and period that it has answers for.
CREATE TABLE source_place (upload INTEGER, instrument VARCHAR, place VARCHAR, role VARCHAR, period VARCHAR);

-- One row a service's scope and dimension: its share of what the dimensions explain of the overall assessment, within
-- units. n are the respondents with a score in all of them, r_squared belongs to the scope. first is the part of the
-- resamples in which the dimension comes first; lmg is the share by another method. reason says why figures are missing.
CREATE TABLE driver (
    scope INTEGER, measure_no SMALLINT, n INTEGER, share DOUBLE, lower DOUBLE, upper DOUBLE, "first" DOUBLE, lmg DOUBLE,
    r_squared DOUBLE, reason VARCHAR
);

-- One row a service's scope and pair of dimensions: the correlation of the respondents' scores within units, which is
-- what the shares are made from. Without spreads, which would tell of hidden units.
CREATE TABLE driver_moment (scope INTEGER, measure_no SMALLINT, other_no SMALLINT, correlation DOUBLE);

-- One row a service's scope and dimension of several items: how well they measure one thing, from the n respondents with
-- an answer to all of them. Two items have Spearman-Brown's figure. The reasons say why a figure is missing.
CREATE TABLE reliability (
    scope INTEGER, measure_no SMALLINT, items SMALLINT, n INTEGER, alpha DOUBLE, lower DOUBLE, upper DOUBLE, omega DOUBLE,
    spearman_brown DOUBLE, reason VARCHAR, omega_reason VARCHAR
);

-- One row a service's scope and item of such a dimension: its correlation with the sum of the others.
CREATE TABLE item_reliability (
    scope INTEGER, measure_no SMALLINT, dimension_no SMALLINT, rest_correlation DOUBLE, reason VARCHAR
);

-- One row where the release was attacked before it became current: when, how many cells there are, how many of them are
-- hidden, of how many of these the attack could tell whether they are safe (settled), and of how many too much could be
-- worked out. Before that, withheld more cells were hidden for what the attack had found, in so many rounds.
CREATE TABLE audit (
    checked TIMESTAMP, cells INTEGER, hidden INTEGER, settled INTEGER, disclosures INTEGER, withheld INTEGER, rounds INTEGER
);

-- The hidden cells of which most is known, without what is known: numbers says how many numbers of respondents are
-- possible, and width how far apart the limits of the mean are, as part of the scale; missing where that is plenty.
CREATE TABLE audit_weakest (
    kind VARCHAR, place VARCHAR, period VARCHAR, role VARCHAR, measure VARCHAR, grouping_value VARCHAR, numbers INTEGER,
    width DOUBLE
);

-- One row a comment that was approved, masked, and may be shown somewhere. The numbers are dealt anew for each release and
-- say nothing of who wrote it, when, or what else the same person wrote.
CREATE TABLE comment (
    comment_no INTEGER PRIMARY KEY, text VARCHAR, question_nb VARCHAR, question_nn VARCHAR, question_en VARCHAR
);

-- One row a service, role and comment question that its users were asked.
CREATE TABLE comment_question (service VARCHAR, role VARCHAR, question_nb VARCHAR, question_nn VARCHAR, question_en VARCHAR);

-- One row a comment and scope that it is shown in: of enough respondents, and not to be told apart by the lists of others.
CREATE TABLE comment_scope (comment_no INTEGER, scope INTEGER);

-- One row a comment and theme that the adviser accepted. polarity is positive or negative.
CREATE TABLE comment_theme (comment_no INTEGER, dimension VARCHAR, level VARCHAR, polarity VARCHAR);
