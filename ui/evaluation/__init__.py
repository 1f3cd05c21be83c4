"""The page that measures: choose test questions, run them, see what went wrong."""
