"""Rosters: who is in a course, as a file tells."""
