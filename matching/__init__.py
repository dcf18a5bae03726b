"""From words to cards: understand a need, find, rank, explain and measure."""
