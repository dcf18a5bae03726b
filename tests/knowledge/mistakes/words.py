"""The files that mistakes are made in, and the sentences that several of them are told by.

Each mistake is the rule that it breaks, the file, the change that breaks it, and every line that
tells it.
"""

from __future__ import annotations

NAVETTE = "cards/1-vivre/1-navette-du-marche.yaml"
FETE = "cards/1-vivre/2-fete-des-voisins.yaml"
AIDE = "cards/1-vivre/A-aide-aux-navettes.yaml"
TITLE = "title: Une navette pour le marché"
STEP = "  - Emprunter le minibus de la mairie\n"

INTEGER = (
    "n’est pas un nombre entier ; écrivez-le en chiffres, sans guillemets ni espace, comme 54283"
)
LIST = "il faut une liste ; écrivez un élément par ligne, précédé de « - »"
FIELDS = "il faut des champs ; écrivez « nom: valeur », un par ligne, en retrait"
TEXT = "il faut un texte ; mettez-le entre guillemets droits :"
QUOTE = "mettez tout le texte entre guillemets droits"
SIGN = f"ce signe ne peut pas commencer un texte ; {QUOTE}"
UNCLOSED = "guillemet ouvert ici et mal refermé ; refermez-le à la fin du texte"
COLON = (
    f"deux-points inattendu ; {QUOTE}, ou vérifiez le retrait et les deux-points de cette "
    "ligne et de la précédente"
)
ASKEW = (
    "ligne mal alignée ou texte coupé par un guillemet ; alignez-la avec ses voisines, "
    f"ou {QUOTE} (’ pour apostrophe)"
)
ENCODING = "caractères illisibles ; enregistrez le fichier en « UTF-8 »"
EMPTY = "fichier vide ou fait de seuls commentaires ; écrivez-y ses champs ou supprimez-le"
ABSENT = "fichier absent ; vérifiez son nom, ou créez-le"
ROW = "ligne illisible ; vérifiez ses guillemets et ses virgules"
