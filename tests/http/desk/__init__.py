"""What partner authors and the owner do at the desk."""
