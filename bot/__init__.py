"""The conversation with people, and what carries it, keeps it and watches over it.

Each wing is a folder. Imports go one way, from the first to the last:

commands       the command line
channels       the terminal, Telegram, Matrix, the web page; thin
curator        what administrators do
watching       health, figures, alerts
digest         the weekly message
storage        the file and its tables
world          what answers are made from
conversation   pure: what was said in, what to answer out; its sentences are in texts/
settings       what an operator sets
"""
