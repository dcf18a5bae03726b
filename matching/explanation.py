"""Everything behind an answer, in plain lines.

They tell what was understood, corrected and ignored, and each card's points by part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from matching.need import Facet

if TYPE_CHECKING:
    from matching.matcher import Matcher
    from matching.need import Need


def explain(matcher: Matcher, need: Need, limit: int) -> str:
    """Return the lines that explain the answer to a need, for its best `limit` entries."""
    ranking = matcher.rank(need)
    grounds = ranking.grounds
    lines = [f"besoin : {need.text}"]
    lines += [f"  corrigé : {written} → {read}" for written, read in need.corrected]
    if need.ignored:
        lines.append(f"  ignoré : {', '.join(need.ignored)}")
    for unit in need.units:
        meanings = ", ".join(meaning.term for meaning in unit.meanings) or "mot seul"
        lines.append(f"  compris : « {unit.label} », poids {unit.weight:.2f} ({meanings})")
    for intent in need.intents:
        lines.append(f"  intention : {intent}")
    figures = f"couverture {grounds.coverage:.2f}, indices {grounds.evidence:.2f}"
    bounds = f"sûr dès {grounds.weights.answered}, douteux dès {grounds.weights.doubtful}"
    lines.append(
        f"issue : {ranking.outcome}, assurance {grounds.assurance:.2f} ({figures} ; {bounds})"
    )
    if matcher.guides:
        spoken = matcher.guides.speak(need, ranking, matcher.index)
        lines += [f"repères : {', '.join(spoken.themes)}"] if spoken.themes else []
        lines += [f"  en tête : {spoken.leads}"] if spoken.leads else []
    for position in ranking.best(limit) or ranking.nearest(limit):
        lines.append(f"{matcher.index.ids[position]:>6}  total {ranking.total[position]:.3f}")
        lines.append(f"        sujet {ranking.coverage[position]:.3f}")
        for unit, scores in ranking.units:
            if scores[position] > 0:
                points = f"{unit.weight * float(scores[position]):.2f} / {unit.weight:.2f}"
                lines.append(f"          {points}  « {unit.label} »")
        if ranking.nearness is not None:
            places = ", ".join(place for unit in need.units for place in unit.about(Facet.PLACE))
            lines.append(f"        territoire {ranking.nearness[position]:.2f} ({places})")
        if ranking.alike is not None:
            lines.append(f"        ressemblance aux meilleures {ranking.alike[position]:.3f}")
    return "\n".join(lines)
