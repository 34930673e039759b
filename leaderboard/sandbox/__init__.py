"""Runs metrics that staff wrote as Python files, in a process that can do nothing else.

:mod:`evaluate` is the way in. What runs inside the process is in :mod:`inside`; nothing
here imports Django (docs/adr/0013-a-sandbox-of-allowed-calls.md).
"""
