"""Asks the name servers whether a domain receives mail; no message is sent."""

from __future__ import annotations

import dns.exception
import dns.resolver

from knowledge.link_check.verdict import Mail

_PATIENCE = 10.0  # seconds for the name servers to answer about one domain


def look_up(domain: str, resolver: dns.resolver.Resolver | None = None) -> Mail:
    """Return what the name servers say of a domain.

    Without a resolver, those of this machine are asked.
    """
    try:
        resolver = resolver or dns.resolver.Resolver()
        exchanges = resolver.resolve(domain, "MX", lifetime=_PATIENCE)
        # RFC 7505: a single "." says that no mail is received.
        return (
            Mail.REFUSES if all(str(each.exchange) == "." for each in exchanges) else Mail.RECEIVES
        )
    except dns.resolver.NXDOMAIN:
        return Mail.NO_HOST
    except dns.resolver.NoAnswer:
        return _bare(domain, resolver)
    except (dns.exception.DNSException, OSError):
        return Mail.UNKNOWN


def _bare(domain: str, resolver: dns.resolver.Resolver | None) -> Mail:
    """Return what a domain with no mail server is.

    RFC 5321 has mail go to the machine of that name, if there is one.
    """
    assert resolver
    for kind in ("A", "AAAA"):
        try:
            resolver.resolve(domain, kind, lifetime=_PATIENCE)
            return Mail.BARE
        except dns.resolver.NoAnswer:
            continue
        except (dns.exception.DNSException, OSError):
            return Mail.UNKNOWN
    return Mail.NO_HOST
