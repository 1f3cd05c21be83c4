"""Whosays reads your documents side by side and answers with quotes you can check."""
