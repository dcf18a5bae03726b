#!/bin/sh
# The command line of the installed service, as /usr/local/bin/tambour: as its user, from its folder, with its settings.
set -eu
cd /var/lib/tambour
exec runuser -u tambour -- env TAMBOUR_DATABASE=/var/lib/tambour/tambour.db XDG_CACHE_HOME=/var/cache/tambour \
    /opt/tambour/.venv/bin/tambour "$@"
