"""The head of an article's file: `model` says which keys there are, `keys` how others spell them,
`spellings` and `forms` read those of others as ours, `edit` adds to it without touching anything else.
"""
