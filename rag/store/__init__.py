"""The index on disk: catalogue (SQLite) and vectors (FAISS)."""
