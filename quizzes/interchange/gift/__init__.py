"""GIFT, the text in which Moodle writes questions."""
