"""What happens behind a page: letters, retention, processes."""
