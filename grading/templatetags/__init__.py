"""Template tags of the grade pages."""
