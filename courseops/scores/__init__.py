"""Scores of a component that come as a file, ours or another system's export."""
