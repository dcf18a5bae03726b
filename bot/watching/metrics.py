"""The metrics that Prometheus reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Histogram, ProcessCollector
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector
from typing_extensions import override

from bot.conversation.usage import CARDS, FEEDBACK, NEEDS, OUTCOMES
from bot.watching.health import TROUBLES, Condition, can_answer, troubles
from bot.watching.version import running_version

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from prometheus_client.metrics_core import Metric

    from bot.conversation.usage import Use

_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


@dataclass(frozen=True)
class Measured:
    """What is read at one moment.

    It is uses and failed calls since the start, what waits in each queue, and the last condition
    seen.
    """

    now: datetime
    uses: Mapping[Use, int]
    failed: Mapping[str, int]
    queues: Mapping[str, int]
    suspended: int
    condition: Condition | None


class Metrics(Collector):
    """Every metric; all but the time of answers are read when Prometheus asks."""

    def __init__(self, read: Callable[[], Measured]) -> None:
        self._read = read
        self.registry = CollectorRegistry()
        told = "Time from a message's arrival to its answer sent"
        self._answers = Histogram(
            "tambour_answer_seconds", told, buckets=_SECONDS, registry=self.registry
        )
        ProcessCollector(registry=self.registry)
        self.registry.register(self)

    def answered(self, seconds: float) -> None:
        """Count an answer and the time it took."""
        self._answers.observe(seconds)

    @override
    def collect(self) -> Iterator[Metric]:
        """Yield what is read now."""
        reading = self._read()
        yield _labelled(
            GaugeMetricFamily,
            "tambour_build_info",
            "1, for the version",
            "version",
            {running_version(): 1},
        )
        yield from _of_uses(reading.uses)
        yield _labelled(
            CounterMetricFamily,
            "tambour_failed_calls",
            "Failed calls, by decision",
            "act",
            reading.failed,
        )
        yield _labelled(
            GaugeMetricFamily, "tambour_queue_length", "What waits", "queue", reading.queues
        )
        yield GaugeMetricFamily(
            "tambour_suspended_chats",
            "Chats that get nothing until they come back",
            reading.suspended,
        )
        yield GaugeMetricFamily(
            "tambour_up",
            "Whether who writes gets an answer",
            can_answer(reading.condition, reading.now),
        )
        if reading.condition:
            yield from _of_condition(reading.condition, reading.now)


def _of_uses(uses: Mapping[Use, int]) -> Iterator[Metric]:
    needs = dict.fromkeys(OUTCOMES, 0) | {
        use.name: times for use, times in uses.items() if use.what == NEEDS
    }
    yield _labelled(
        CounterMetricFamily, "tambour_needs", "Needs answered, by outcome", "outcome", needs
    )
    themes = CounterMetricFamily(
        "tambour_theme_needs", "Needs that named a theme", labels=("theme", "outcome")
    )
    for use, times in uses.items():
        if use.what in OUTCOMES:
            themes.add_metric((use.name, use.what), times)
    yield themes
    opened = sum(times for use, times in uses.items() if use.what == CARDS)
    yield CounterMetricFamily("tambour_cards_opened", "Cards opened", opened)
    feedback = {use.name: times for use, times in uses.items() if use.what == FEEDBACK}
    yield _labelled(
        CounterMetricFamily,
        "tambour_feedback",
        "What people said of answers, by kind",
        "kind",
        feedback,
    )


def _of_condition(condition: Condition, now: datetime) -> Iterator[Metric]:
    inspected, wrong = condition.inspected, troubles(condition)
    yield GaugeMetricFamily(
        "tambour_database_bytes", "Size of the database with its journal", condition.database_bytes
    )
    yield _labelled(
        GaugeMetricFamily,
        "tambour_digest_deliveries",
        "Weekly messages, by state",
        "state",
        inspected.deliveries,
    )
    yield GaugeMetricFamily("tambour_live_aids", "Live aids that are open", inspected.aids)
    moments = {"live_aids": inspected.aids_as_of, "digest": inspected.last_sent}
    ages = {name: (now - moment).total_seconds() for name, moment in moments.items() if moment}
    if "live_aids" in ages:
        yield GaugeMetricFamily(
            "tambour_live_aids_age_seconds",
            "Time since live aids were last read",
            ages["live_aids"],
        )
    if "digest" in ages:
        yield GaugeMetricFamily(
            "tambour_last_digest_age_seconds",
            "Time since a weekly message was sent",
            ages["digest"],
        )
    yield _labelled(
        GaugeMetricFamily,
        "tambour_trouble",
        "1 for what is wrong",
        "trouble",
        {each: int(each in wrong) for each in TROUBLES},
    )


def _labelled(
    family: type[CounterMetricFamily | GaugeMetricFamily],
    name: str,
    what: str,
    label: str,
    values: Mapping[str, float],
) -> Metric:
    """Return a metric with a value for each value of one label."""
    metric = family(name, what, labels=(label,))
    for each, value in values.items():
        metric.add_metric((each,), value)
    return metric
