"""Tiltak with notes, the log of meetings, and the history that nothing takes away."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SQLITE_GUARD = """
CREATE TRIGGER history_no_{verb} BEFORE {verb} ON history
BEGIN SELECT RAISE(ABORT, 'the history is only added to'); END
"""
POSTGRESQL_GUARD = """
CREATE FUNCTION history_is_only_added_to() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the history is only added to'; END $$
"""
POSTGRESQL_TRIGGERS = """
CREATE TRIGGER history_guard BEFORE UPDATE OR DELETE OR TRUNCATE ON history
FOR EACH STATEMENT EXECUTE FUNCTION history_is_only_added_to()
"""


def upgrade() -> None:
    """Make the first tables."""
    _history()
    _actions()
    _meetings()


def _history() -> None:
    op.create_table(
        "history",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("subject", sa.String(40), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(60), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
    )
    op.create_index(op.f("ix_history_subject_row_id_version"), "history", ["subject", "row_id", "version"])
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(SQLITE_GUARD.format(verb=verb))
    else:
        op.execute(POSTGRESQL_GUARD)
        op.execute(POSTGRESQL_TRIGGERS)


def _actions() -> None:
    op.create_table(
        "action",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(120), nullable=False),
        sa.Column("due", sa.Date()),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("phase", sa.String(20), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("measure", sa.String(200)),
        sa.Column("place", sa.String(200)),
        sa.Column("period", sa.String(20)),
        sa.Column("role", sa.String(40)),
        sa.Column("value", sa.Double()),
        sa.Column("lower", sa.Double()),
        sa.Column("upper", sa.Double()),
        sa.Column("n", sa.Integer()),
        sa.Column("release", sa.String(80)),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("finding", sa.Text(), nullable=False),
        sa.Column("effect_measure", sa.String(200)),
        sa.Column("effect_direction", sa.String(10)),
        sa.Column("effect_size", sa.Double()),
        sa.Column("told_on", sa.Date()),
        sa.Column("told_how", sa.Text(), nullable=False),
        sa.Column("evaluated_on", sa.Date()),
        sa.Column("evaluated_period", sa.String(20)),
        sa.Column("judgement", sa.String(20)),
        sa.Column("evaluation", sa.Text(), nullable=False),
    )
    for columns in (["status", "due"], ["due"], ["place"], ["measure", "place"]):
        op.create_index(op.f(f"ix_action_{'_'.join(columns)}"), "action", columns)
    op.create_table(
        "action_note",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "action_id", sa.Integer(), sa.ForeignKey("action.id", name="fk_action_note_action_id"), nullable=False
        ),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
    )
    op.create_index(op.f("ix_action_note_action_id"), "action_note", ["action_id"])


def _meetings() -> None:
    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("present", sa.Text(), nullable=False),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.Column("period", sa.String(20)),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("release", sa.String(80)),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
    )
    op.create_index(op.f("ix_meeting_held_on"), "meeting", ["held_on"])
