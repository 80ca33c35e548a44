"""Coverage: when a paper appeared, so that a day without articles can be told a gap or none.

`model` is what may be written, `settings` reads it, `check` says what is wrong with it, `rhythm` what follows of it for
each day.
"""
