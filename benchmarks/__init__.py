"""Measures what the product promises: ratios, never times alone."""
