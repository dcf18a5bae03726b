"""What the bot says of Telegram itself: commands, descriptions, and short answers to what the conversation never sees."""

from __future__ import annotations

NAME = "Tambour"
SHORT_DESCRIPTION = "Un besoin de votre commune, et les pratiques qui y ont répondu : qui appeler, qui peut aider à payer."
DESCRIPTION = (
    "Décrivez un besoin de votre commune avec vos mots, par exemple « mobilité des jeunes » ou « nos anciens sont seuls ».\n\n"
    "Je cherche dans un recueil de pratiques des Hauts-de-France qui y a déjà répondu, qui appeler et qui peut aider à payer. "
    "N’écrivez ni nom ni situation personnelle.\n\n"
    "Touchez « Démarrer »."
)
PRIVATE_COMMANDS = {
    "start": "Commencer",
    "aide": "Ce que je sais faire, et comment me parler",
    "themes": "Parcourir les thèmes",
    "fiche": "Ouvrir une fiche, par exemple /fiche 45",
    "dossier": "Les fiches que vous gardez",
    "diagnostic": "L’autodiagnostic pour les élus",
    "territoire": "Dire où vous êtes, par exemple /territoire Guise",
    "proximite": "Ce qui s’est fait près de chez vous",
    "partenaires": "Qui peut aider",
    "sigles": "Les sigles expliqués",
    "region": "La région en chiffres",
    "mesdonnees": "Recevoir tout ce que je garde de vous",
    "effacer": "Effacer ce que je garde de vous",
    "confidentialite": "Ce que je garde, et combien de temps",
    "apropos": "D’où viennent les fiches",
}
GROUP_COMMANDS = {name: PRIVATE_COMMANDS[name] for name in ("aide", "themes", "fiche", "diagnostic", "territoire", "sigles")}

TEXT_ONLY = "Je ne lis que le texte. Décrivez votre besoin avec vos mots, par exemple « mobilité des jeunes »."
UNSUPPORTED = {
    "voice": "Je n’écoute pas les messages vocaux. Écrivez votre besoin en quelques mots, par exemple « mobilité des jeunes ».",
    "audio": "Je n’écoute pas les fichiers audio. Écrivez votre besoin en quelques mots.",
    "photo": "Je ne sais pas lire les photos. Écrivez votre besoin en quelques mots, par exemple « mobilité des jeunes ».",
    "video": "Je ne regarde pas les vidéos. Écrivez votre besoin en quelques mots.",
    "video_note": "Je ne regarde pas les vidéos. Écrivez votre besoin en quelques mots.",
    "sticker": "Joli ! Mais je ne lis que le texte : écrivez votre besoin, ou « aide ».",
    "document": "Je ne lis pas les fichiers. Recopiez ici, en quelques mots, ce que vous cherchez, sans nom de personne.",
    "location": "Je ne garde pas votre position. Écrivez le nom de votre commune, par exemple « /territoire Guise ».",
    "venue": "Je ne garde pas votre position. Écrivez le nom de votre commune, par exemple « /territoire Guise ».",
    "contact": "Je ne garde pas de coordonnées. Écrivez votre besoin en quelques mots.",
    "poll": "Je ne réponds pas aux sondages. Écrivez votre besoin en quelques mots.",
    "successful_payment": "Tambour est gratuit : aucun paiement n’est demandé. Écrivez votre besoin en quelques mots.",
    "invoice": "Tambour est gratuit : aucun paiement n’est demandé. Écrivez votre besoin en quelques mots.",
}
EDITED = "Je ne relis pas un message corrigé. Renvoyez votre question : j’y répondrai."
LATE = (
    "Pardon, j’étais arrêté quand vous m’avez écrit, il y a plus d’une heure. "
    "Si la question se pose encore, écrivez-la de nouveau."
)
SLOW_DOWN = (
    "Vous écrivez plus vite que je ne peux répondre. J’ai laissé de côté ce qui suit mes dernières réponses : "
    "attendez une demi-minute, puis écrivez de nouveau."
)
BROKEN = (
    "Pardon, quelque chose n’a pas marché de mon côté. Réessayez, ou dites-le autrement ; « aide » montre ce que je sais faire."
)
MAYBE_LOST = "La liaison a été coupée pendant ma réponse. Si elle ne s’affiche pas au-dessus :"
SEND_AGAIN = "Renvoyer la réponse"
NOTHING_TO_SEND = "Je n’ai plus cette réponse. Posez votre question de nouveau."
ADMINS_ONLY = "Dans un groupe, seuls ses administrateurs changent ses réglages."
ONLY_HERE = "Ce bouton ne marche que dans une conversation avec moi."
SEND_TO = "Envoyer dans une conversation"
KEEP_CONTACT = "Garder dans mon téléphone"
INLINE_HINT = "Écrivez un besoin, par exemple : mobilité jeunes"
INLINE_NOTHING = "Rien trouvé : parcourir les thèmes"
OPEN_IN_BOT = "Ouvrir dans Tambour"
THEME_RESULT = "Le thème, ses repères et ses fiches"
