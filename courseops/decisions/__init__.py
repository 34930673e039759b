"""What staff and students decide about single students: extensions, slack, teams."""
