"""The weekly digest: who is due, what concerns them, the outbox, the sending."""
