"""Files that people hand in: taken in once through, kept with their row, sent back."""
