"""An answer as the chat draws it: Markdown, and a table where sources disagree."""
