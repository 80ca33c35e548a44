"""Not to be shown: drafts (`privacy`), withdrawn articles and their lines (`withdrawal`), words (`redaction`), and
the register of what was withdrawn (`register`). Decided here, and nowhere else.
"""
