"""The demo course: made at seed time, the same for the same seed and day."""
