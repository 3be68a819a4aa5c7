"""What is known of participation: the ladder, channels, goals, recommendations, and the status of a service."""
