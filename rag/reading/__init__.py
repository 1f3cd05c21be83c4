"""What a passage says in answer to a question."""
