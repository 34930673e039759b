"""A whole course as one YAML file."""
