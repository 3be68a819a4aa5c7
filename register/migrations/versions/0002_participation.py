"""Activities of participation, and what was recommended in them."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of participation."""
    op.create_table(
        "participation_activity",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(32), nullable=False),
        sa.Column("municipality", sa.String(40), nullable=False),
        sa.Column("service", sa.String(80)),
        sa.Column("unit", sa.String(200), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("channel", sa.String(80), nullable=False),
        sa.Column("level", sa.String(40), nullable=False),
        sa.Column("degree", sa.String(40), nullable=False),
        sa.Column("begins", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date()),
        sa.Column("users", sa.Integer()),
        sa.Column("minutes", sa.Text(), nullable=False),
        sa.Column("impacts", sa.JSON(), nullable=False),
        sa.Column("conditions", sa.JSON(), nullable=False),
        sa.Column("goals", sa.JSON(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.UniqueConstraint("key", name="uq_participation_activity_key"),
    )
    op.create_index(
        op.f("ix_participation_activity_municipality_service"), "participation_activity", ["municipality", "service"]
    )
    op.create_table(
        "participation_recommendation",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "activity_id",
            sa.Integer(),
            sa.ForeignKey("participation_activity.id", name="fk_participation_recommendation_activity_id"),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date()),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
    )
    op.create_index(
        op.f("ix_participation_recommendation_activity_id"), "participation_recommendation", ["activity_id"]
    )
