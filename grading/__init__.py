"""Grading: from facts to marks, totals, letters and exports."""
