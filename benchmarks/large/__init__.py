"""A class as large as wanted, as columns, rows of a database and facts of the loop."""
