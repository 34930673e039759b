"""Tasks of the scoring queue."""
