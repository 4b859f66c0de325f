"""The `flask` commands, run as an operator runs them."""
