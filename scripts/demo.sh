#!/bin/sh
# The demo, to its end: the shipped posts decided, and then the desks with a demo account for each role.
# On a terminal it goes on to serve until Ctrl+C; elsewhere it prepares everything and says how to start it.
set -eu
cd "$(dirname "$0")/.."
out=${SULUH_DEMO_OUT:-suluh-demo}
port=${SULUH_DEMO_PORT:-8000}
.venv/bin/suluh demo --out "$out"
echo
set -- --demo --bring "$out" --data "$out/meja" --port "$port"
if [ -t 0 ] && [ -t 1 ]; then
  exec .venv/bin/suluh serve "$@"
fi
exec .venv/bin/suluh serve "$@" --prepare
