"""The metrics that a competition may name."""
