"""What those who work on the program run now and then, each by a command: no part of the wheel, nor of a build.

They import `site_builder` and one another, never tests; tests import them. What needs the tests' browsers and generated
archives (benchmarks, screenshots) is in `tests`.
"""
