"""What people say, by kind: the place, the card or guide that is right, what must be told."""
