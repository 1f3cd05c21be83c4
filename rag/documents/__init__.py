"""Readers: one a format, each giving a Document."""
