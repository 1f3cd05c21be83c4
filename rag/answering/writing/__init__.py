"""Answers written by a language model: asked for, read as they come, passed through the gate, laid out."""
