"""Where the index lives: one module per engine."""
