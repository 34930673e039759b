"""IMS QTI 1.2: the packages of Canvas, and files of other systems."""
