"""The pages of class changes, their history and the cutoff studio."""
