"""How long a build takes, beside Hugo's of the same site: `make bench`.

Both build the same pages from the same generated words; `compare` refuses to give a ratio where they do not.
"""
