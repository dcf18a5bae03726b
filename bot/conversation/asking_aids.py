"""What asks for open aids or for a subscription, in people's words: "quelles aides pour l’école ?", "abonne-moi aux aides"."""

from __future__ import annotations

import re

from matching.words import fold

_AROUND = " ?!.,:;"
_THANKS = re.compile(r"(?:[ ,]+(?:svp|stp|merci(?: d.avance| beaucoup)?|s.il (?:vous|te) pla[iî]t))+$", re.IGNORECASE)
_LONGEST = 400  # characters of such a question; a longer text tells a story first
_POLITE = r"(?:bonjour|bonsoir|svp|s'il (?:vous|te) plait|merci|alors|et|donc|[,.!;: ])*"
_WANTING = (
    r"(?:je (?:cherche|recherche|voudrais|veux|souhaite)|(?:nous|on) (?:cherchons|cherche|voudrions|voudrait|veut)|j'aimerais"
    r"|(?:donne[rz]?|montre[rz]?|trouve[rz]?)[- ]moi|(?:y a[- ]t[- ]il|est-ce qu'il (?:y a|existe)|il y a|existe[- ]t[- ]il"
    r"|avez[- ]vous|connaissez[- ]vous)|(?:comment |ou )?(?:avoir|obtenir|trouver|demander|chercher)|quelles? sont"
    r"|qu'est-ce qu'il y a comme|toutes) "
)
_SUBSIDY = r"(?:subventions?|appels? a projets?|appels? a manifestation d'interet|aap|aides? financieres?)"
_NOW = r"(?:ouvertes?|ouverts?|disponibles?|en cours|en ce moment|actuelles?|actuels?|possibles?|mobilisables?|existantes?)"
_ABOUT = (
    r"(?:pour|sur|concernant|en faveur d(?:e |es |u |')|au sujet d(?:e |es |u |')|en matiere d(?:e |')|autour d(?:e |u |es |')"
    r"|a destination d(?:e |es |u |')|existent(?:-elles)? pour|y a[- ]t[- ]il pour|:)"
)
_PLACED = r"(?:dans|en|a|au|aux|chez|pres d(?:e |')|d(?:e |u |es |'))"
_REST = r"(?P<rest>.*)"
# Always for money: a word that nothing else is called by. "Aides" alone is also people who help at home: it needs "quelles",
# or "ouvertes", or "pour" after it.
_FORMS = tuple(
    re.compile(f"{_POLITE}{form}", re.DOTALL)
    for form in (
        rf"(?:{_WANTING})?(?:quel(?:le)?s? |les |des |de |une? |d'|la |l')*{_SUBSIDY}(?: {_NOW})?"
        rf"(?: (?:demander )?(?:{_ABOUT} ?|{_PLACED} ?|){_REST})?",
        rf"(?:{_WANTING})?(?:les |des |d')?aides? {_NOW}(?: (?:{_ABOUT}|{_PLACED}) ?{_REST})?",
        rf"quelles? (?:sont les )?aides?(?: {_NOW})?(?: (?:{_ABOUT}|{_PLACED}|y a[- ]t[- ]il|existent(?:-elles)?) ?{_REST})?",
        rf"(?:{_WANTING})?(?:les |des |d'|une )?aides {_ABOUT} ?{_REST}",
        rf"(?:{_WANTING})?(?:les |des |d')?aides (?P<rest>(?:dans|en) .+ pour .+)",
    )
)
_SUBSCRIBES = re.compile(
    rf"{_POLITE}(?:(?:re)?abonne[rz]?[- ](?:moi|nous)"
    r"|(?:(?:je|on) (?:veux|voudrais|voudrait|souhaite) )?(?:m'|nous |s')(?:re)?abonner"
    r"|inscri(?:s|vez)[- ](?:moi|nous)|previen(?:s|ez)[- ](?:moi|nous)|alerte[rz]?[- ](?:moi|nous))"
    r"(?: (?:aux?|des?|sur|pour|quand|d')+ ?(?:les |nouvelles |nouveautes |alertes? |messages? )*"
    r"(?:(?:aides?|subventions?|appels? a projets?|il y a (?:une|des) aides?)(?: ouvertes?)?)?)?"
    r"(?: (?:pour|sur|concernant|a|aux?|en|dans|d(?:e |es |u |')|du lundi))?(?P<rest>.*)",
    re.DOTALL,
)
_STOPS = re.compile(
    r"(?:svp |merci de )?(?:(?:arrete[rz]?|stop(?:pe[rz]?)?|plus|suspend(?:s|re|ez))[, ]+"
    r"(?:(?:de |d')?(?:m'envoyer|m'ecrire)(?: (?:les |des |vos |tes )?messages?)?|(?:les|ces|vos|tes|de|l'|mon|aux)? ?"
    r"(?:messages?|envois?|alertes?|abonnement|mails?|aides du lundi)(?: du lundi)?)"
    r"|(?:(?:je (?:veux|voudrais|souhaite) )?(?:me |m')?)?(?:desabonne[rz]?|desinscri(?:re|s|vez|ption))(?:[- ]?moi)?"
    r"|desabonnement|resilier(?: (?:mon )?abonnement)?)"
)


def aids_asked(text: str) -> str | None:
    """Return what aids are asked for, in the person's words; "" for any, None where the text asks something else."""
    typed = _typed(text)
    found = next((met for form in _FORMS if (met := form.fullmatch(fold(typed)))), None)
    return _ending(typed, found["rest"]) if found else None


def subscription_asked(text: str) -> str | None:
    """Return what someone wants to subscribe to, in their words; "" for all, None where the text asks something else."""
    typed = _typed(text)
    found = _SUBSCRIBES.fullmatch(fold(typed))
    return _ending(typed, found["rest"]) if found else None


def stop_asked(text: str) -> bool:
    """Tell whether a text asks for no more messages."""
    return bool(_STOPS.fullmatch(fold(_typed(text))))


def _typed(text: str) -> str:
    """Return a short text on one line, without what is only polite around it; nothing of a long one."""
    typed = " ".join(text.split()).strip(_AROUND) if len(text) <= _LONGEST else ""
    return _THANKS.sub("", typed).strip(_AROUND)


def _ending(typed: str, folded: str | None) -> str:
    """Return the last words of a text as they were typed, given folded."""
    count = len((folded or "").split())
    return " ".join(typed.split()[-count:]) if count else ""
