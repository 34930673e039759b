"""Reads hand-ins, gradings and reviews: for pages, for grading, for the course file."""
