"""Build: read → plan → render → index → commit, and what lets a build skip what it need not do again.

`build` is the way in, and ends where there is nothing to do; `run` does the steps. The incremental layer: `inputs`
(which files, and are they the same), `parse_cache` (what they say), `freshness` (which pages are right as they are),
`state` (what is kept for the next build).
"""
