"""The pages of the quiz editor."""
