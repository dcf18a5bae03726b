"""The ear: from what was typed to what it asks, in its context.

Pure; what people say is data, in fr/*.yaml.

utterance       a text read once: words as typed and as mended, places, danger
context         what is in sight, which card is open, what is awaited
expressions     where the expressions of the ways of speaking stand in a text
ways            the ways of speaking: forms, whole messages, examples, by kind of act
checking        which of them two kinds claim
ear             what a message leans to, by every sentence that teaches
teaching        these sentences, indexed when the world is built
terms           what sentences are compared by
nearest         the sentences a message resembles
leaning         the kinds it leans to
kinship         how akin a question is to the answers of a card
forms           exact forms of a few words: "qui appeler|joindre fiche?"
counting        the numbers that words say: "soixante-quatre", "la dernière"
pointed         the cards meant, and the words that do not point
groups          the words for several cards: "les deux premières", "l'autre"
numbers_named   the cards that a message names by number, by rank or by letter
pointing        which cards are meant: by rank, by number, by letter, by their words
folder_said     which cards of the folder are meant, by name or place too
folder_asked    what words say of the folder: named, what it holds, its notes
folder_order    where they go in it
noting          what is written beside a question or a card, and the folder's title
again_said      what goes on with what was just done: one more kept, an error told further
undoing         what takes back what was just kept or taken out
question_said   what is said of the question in sight: again, its remark, a slip
just_answered   what is said of the answer just given
answering       the level that is told to a question, or what is asked of it
body_in_sight   what is asked of the body just told of
naming          bodies and acronyms
none_open       what is asked once no aid was open
by_name         a card named by its title, to compare or to find
needs           several needs in one message, and what it asks amid other words
needs_seen      what is said of needs asked together, or of a name just explained
times           days and hours
facts           which answer of a card a question asks for
asked_of_cards  the question about a card in sight that a message may be
body_of_a_card  what a body has to do with a card in sight
others_said     other cards of the same need
corrections     what changes the last need: "non, pas ça", "plutôt le logement"
changes         how a message may change the last need, or tell where someone is
moving          what only moves it to another place or to other people
supposed        what is only supposed of the card in sight, and befalls nobody
of_ours         what tells of one's own village, or seeks something else than the card in sight
left_out        what the parts of a correction leave out and ask
sights          what belongs to the screen in sight alone: a level, a yes, a theme to follow
pause_said       until when no weekly message is to come
following_seen  what a few words say to the weekly message in sight
subjects_said   the subjects, places and kinds of aid that a message about aids names
following_said  what is asked of the weekly message: what to follow, what not, day and hour
place_said, aids_said, bodies_said, assess_said   what is asked of each of these
region_said     what goes on with the region's figures just told
place_corrected what is said just after a place was noted
erasing_said    which part of what is kept is to be erased, and which left
oneself_said    what is asked of oneself: what is known, who reads, where one is
chosen_said     which of the cards in sight is chosen, where it was just asked
files_said      which files are asked for
intent          from a kind of act and what is pointed at to the act itself
comparing       which cards are compared, and by what
matter          a message that is judged, and a way to hear it
wishes          the ways to hear it that a kind of act gives, with their grounds
not_meant       what it leans to and is not meant here
manners_said    thanks and greetings, by how a message begins or ends; what is suggested
cues            sorts of words that together tell what is asked
candidates      the other ways, with theirs
balance         what each ground counts
judging         which way wins
exact           what a message plainly says: a whole message, a form, the name of a body
in_turn         the several orders or questions of one message
hear            who wins, in one visible order
"""
