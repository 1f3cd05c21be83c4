"""The chat: one person's conversation, its turns and its page."""
