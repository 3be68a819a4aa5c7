"""What people write in the dashboard: follow-up, participation, reviews of comments. Alone knows SQLAlchemy."""
