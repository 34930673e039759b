"""Reviews by peers: who reviews what, what they write, and what it comes to."""
