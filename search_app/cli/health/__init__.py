"""What can be wrong with an installation or an index, as findings that say how to mend it."""
