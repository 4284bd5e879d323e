"""Runs that show what Tìm Tin survives: real processes, faults that are made, and load."""
