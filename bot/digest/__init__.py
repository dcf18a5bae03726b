"""The weekly digest: who is due, what concerns them, the outbox, the sending.

`runner` runs it each minute in a messenger.
"""
