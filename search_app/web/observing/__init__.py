"""What an operator sees of a site: its requests, its figures, its readiness, its failures."""
