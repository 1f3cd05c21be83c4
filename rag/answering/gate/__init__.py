"""The citation gate: what an answer says passes only as far as exact quotes carry it."""
