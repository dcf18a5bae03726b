"""The curator's week, for administrators.

Needs without an answer are taught to cards, errors and doubts looked at.
"""
