#!/bin/sh
# Makes .venv with everything Suluh needs, pinned and hashed. Safe to run again: it does nothing when nothing changed.
# usage: scripts/setup.sh
set -eu
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }

python=${PYTHON:-python3}
command -v "$python" >/dev/null || { say "setup: python3 tidak ditemukan. Pasang Python 3.11 atau lebih baru."; exit 1; }
"$python" -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' || {
  say "setup: Python 3.11 atau lebih baru diperlukan; ini $("$python" -V)."; exit 1; }

# Debian and Ubuntu ship python3 without ensurepip: the package python3-venv brings it.
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  say "setup: python3-venv belum ada; memasangnya dari paket Debian/Ubuntu."
  root=""; [ "$(id -u)" = 0 ] || root="sudo"
  version=$("$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
  $root apt-get update -qq && { $root apt-get install -y -qq "$version-venv" || $root apt-get install -y -qq python3-venv; } || {
    say "setup: gagal. Jalankan: sudo apt-get install python3-venv"; exit 1; }
fi

stamp=.venv/.suluh-installed
want=$(cat requirements/dev.txt requirements/media.txt pyproject.toml scripts/setup.sh | cksum; "$python" -V)
[ -f "$stamp" ] && [ "$(cat "$stamp")" = "$want" ] && [ -x .venv/bin/suluh ] && exit 0

say "setup: menyiapkan .venv (sekali saja, beberapa menit)"
"$python" -m venv .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/media.txt || {
  say "setup: bagian gambar, suara, dan video tidak dapat dipasang. Suluh tetap membaca teks; jalankan 'make setup' lagi untuk mencobanya."
  want="$want tanpa media"; }
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable . --editable ./verify
printf '%s' "$want" > "$stamp"
say "setup: selesai. Perintahnya: .venv/bin/suluh"
