"""The gradebook of each course as stored every night, and what differs between nights.

A row of :class:`grading.models.NightExport` is the truth about a night: its files are in
place before it is committed. A row without a folder is a night that failed.
"""
