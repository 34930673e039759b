"""The rules of grading (policies.md), on NumPy columns.

A student is a row of a column; a class is a table, one student a table of one row.
Every rule returns its intermediate columns, because explanations are read off them.
Instants are seconds since 1970 in UTC as floats, ``inf`` where there is none; a mark
is NaN where there is none.
"""
