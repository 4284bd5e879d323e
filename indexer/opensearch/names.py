"""Bylines, sources and hosts as fields: what helper reader writes."""


def name_fields(byline, source, url):
    return {}
