"""Taking answers along: copied, as files, and as links to a question."""
