"""How much of a file is looked at before it is taken."""

HEAD_BYTES = 64 * 1024
