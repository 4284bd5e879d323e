"""Text from before Unicode: old Vietnamese encodings recognised and read."""
