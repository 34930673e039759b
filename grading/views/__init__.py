"""The grade pages."""
