"""What `make` runs beside the programs of the environment."""
