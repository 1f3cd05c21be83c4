"""Serving the page: one application, one socket, and the guard before it."""
