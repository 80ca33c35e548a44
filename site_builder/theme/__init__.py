"""The look that is not in the archive: where templates and static files lie (`folders`), and the interface's words and
dates in each language (`i18n`, `locale/`).
"""
