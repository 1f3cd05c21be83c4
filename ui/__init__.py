"""The chat page: a thin layer over the public interface of ``rag``."""
