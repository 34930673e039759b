"""Work that people judge: hand-ins of teams, rubrics, reviews by peers."""
