"""The rules of grading, as pure functions on columns."""
