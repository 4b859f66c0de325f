"""Writing a comment, and what becomes of it."""
