"""What readers do."""
