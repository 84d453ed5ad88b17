#!/bin/sh
# Writes the pinned and hashed lists from the two short ones. Needs uv; the lists name no registry.
set -eu
cd "$(dirname "$0")/../requirements"
pin="uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q"
$pin suluh.in -o suluh.txt
$pin suluh.in dev.in -o dev.txt
$pin suluh.in media.in -c dev.txt -o media.txt
