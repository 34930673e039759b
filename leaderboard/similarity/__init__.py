"""Pairs of students whose predictions agree beyond what their scores explain.

``comparing`` and what it builds on is plain NumPy; ``running`` reads the submissions and
stores the report, in the worker. The idea is that of answer-copying indices for exams:

* D. N. Harpp and J. J. Hogan, Crime in the classroom: detection and prevention of
  cheating on multiple-choice exams, J. Chem. Educ. 70(4), 1993: count exact errors in
  common, and judge a pair by the distribution of all pairs of the class.
* G. O. Wesolowsky, Detecting excessive similarity in answers on multiple choice exams,
  J. Appl. Stat. 27(7), 2000: each student's probability of an answer follows from their
  ability and the question's difficulty; what a pair has in common is compared with that,
  with a correction for the number of pairs.
* W. J. van der Linden and L. Sotaridona, Detecting answer copying when the regular
  response process follows a known response model, J. Educ. Behav. Stat. 31(3), 2006:
  the number of matches is a sum of unequal Bernoulli variables.
* B. Efron, Large-scale simultaneous hypothesis testing: the choice of a null hypothesis,
  J. Am. Stat. Assoc. 99, 2004: models trained on the same data are no independent
  students, so the spread that counts is the one found in the class.
"""
