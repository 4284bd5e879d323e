"""What every index does, whatever engine keeps it: one suite for a directory and for a cluster."""
