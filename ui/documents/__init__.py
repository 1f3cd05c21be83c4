"""The documents page: what is indexed, and how it is added to, brought up to date and taken out again."""
