"""What others may read of competitions, submissions and standings."""
