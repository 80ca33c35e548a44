"""What every step uses, and no newspaper is needed for: problems, files, worker processes, YAML, dates, languages.

In and out: plain values. Nothing of the other packages may be imported here.
"""
