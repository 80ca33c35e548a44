"""The head of an article's file: `model` says which keys there are, `spellings` and `forms` read those
of others as ours, `edit` adds to it without touching anything else.
"""
