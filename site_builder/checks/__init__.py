"""Checks of an archive: each reads it and gives an account with problems."""
