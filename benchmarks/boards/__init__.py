"""A large competition, and the ways in which others make a leaderboard of it."""
