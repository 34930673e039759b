"""A deadline's rush: the whole product under the uploads and readers of a class."""
