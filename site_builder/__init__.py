"""Static site generator for digital news archives.

The pipeline, in the order of the modules that make it:

    archive folder ─► article (one file) ─► archive (all of them) ─► pages (plans) ─► render ─► build (writes)

Imports run one way along it; `tests/test_structure.py` holds the order.
"""

__version__ = "0.1.0"
