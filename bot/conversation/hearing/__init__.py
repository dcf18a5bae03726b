"""The ear: from what was typed to what it asks, in its context. Pure; what people say is data, in fr/*.yaml.

utterance   a text read once: words as typed and as mended, places, danger
context     what is in sight, which card is open, what is awaited
ways        the ways of speaking: forms, whole messages, examples, by kind of act
forms       exact forms of a few words: "qui appeler|joindre fiche?"
nearest     the examples that a message resembles
facts       which answer of a card a question asks for
pointing    which cards are meant: by rank, by number, by their words
hear        who wins, in one visible order
"""
