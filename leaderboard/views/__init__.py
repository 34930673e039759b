"""The pages of competitions, for students and for staff."""
