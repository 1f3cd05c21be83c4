"""What to say: value, quotes by source, refusal, follow-ups."""
