"""Pages that change the rules for a whole class, and the record of what changed."""
