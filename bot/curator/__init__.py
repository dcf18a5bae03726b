"""The curator's week, for administrators: needs without an answer taught to cards, errors and doubts looked at."""
