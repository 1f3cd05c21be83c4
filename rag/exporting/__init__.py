"""Answers to take elsewhere: as Markdown with footnotes, as JSON that can be read back, as a page to print."""
