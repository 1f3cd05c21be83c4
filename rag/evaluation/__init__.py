"""How good the answers are over somebody's own documents, by test questions with known answers."""
