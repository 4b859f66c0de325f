"""The schema and its history, on either database."""
