"""Pure functions on strings and offsets: lines, sentences, tokens, chunks."""
