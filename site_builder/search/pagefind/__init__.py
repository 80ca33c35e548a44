"""All that depends on Pagefind: its program, its undocumented file form, its stemmer."""
