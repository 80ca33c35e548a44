"""Dumps of newspaper pages with several articles run together. `importer` has the steps in their order."""
