"""What `flask doctor` checks: the public site is rendered whole, by its own application, and looked through."""
