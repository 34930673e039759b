"""Runs the whole product as one command: queue, worker, clock and web server."""
