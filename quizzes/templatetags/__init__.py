"""Template tags of the quiz pages."""
