"""Pages of hand-ins, of grading them, and of reviews by peers."""
