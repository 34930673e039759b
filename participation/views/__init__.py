"""Pages of attendance, on-call lectures and study groups."""
