"""The product over HTTP, an action a file."""
