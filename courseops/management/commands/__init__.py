"""Commands; each is a thin door to a service."""
