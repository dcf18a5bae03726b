"""The one SQLite file: how it is opened, its tables, what is kept in it, its copies.

store                   sessions, subscriptions, notes, figures
tables, digest_tables   the tables of the store and of the outbox (bot/digest/outbox), as migrations
database                opens the file, moves a damaged one aside, tells its errors
backup                  copies the file while it is used, and puts a copy back"""
