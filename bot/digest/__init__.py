"""The weekly digest: who is due, what concerns them, the outbox, the sending; herald runs it each minute in a messenger."""
