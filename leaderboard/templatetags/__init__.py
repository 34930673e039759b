"""Template tags of the competition pages."""
