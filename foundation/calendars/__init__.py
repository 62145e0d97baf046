"""The working calendar: days off, make-up working days, office hours."""
