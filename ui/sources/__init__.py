"""What an answer rests on: the column beside the chat, and the viewer of whole files."""
