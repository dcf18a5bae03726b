"""The curator's week, for administrators.

Needs without an answer taught to cards, errors and doubts looked at.
"""
