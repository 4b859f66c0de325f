"""Formats in and out of Wenda, one file for each."""
