"""The HTTP kit that all surfaces share. It knows the domain, and no surface."""
