"""Regrade requests: asked, talked about, decided."""
