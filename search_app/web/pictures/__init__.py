"""Pictures of counts, as values that templates write as SVG: columns, a map of tiles, bars.

`columns` and `tiles` know where things are drawn, `timeline`, `country` and `ranking` what they
say and where a click leads. A picture is for the eye and the pointer only; beside each stands the
same as a table or list of links, which is what the keyboard and screen readers get.
"""
