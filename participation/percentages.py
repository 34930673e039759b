"""What an attendance is worth: the share of the sessions that were held."""
