"""Tests of the leaves: no database, no request."""
