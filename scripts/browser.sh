#!/bin/sh
# Installs Debian's Chromium for the browser tests, where it can be installed without a question. Never fails: without it
# those tests are skipped and say so.
# usage: scripts/browser.sh
set -u
say() { printf '%s\n' "$*" >&2; }

for name in chromium chromium-browser google-chrome; do command -v "$name" >/dev/null && exit 0; done
command -v apt-get >/dev/null || { say "browser: Chromium tidak ada; uji peramban dilewati."; exit 0; }
root=""
if [ "$(id -u)" != 0 ]; then
  sudo -n true 2>/dev/null || { say "browser: Chromium tidak ada; pasang dengan: sudo apt-get install chromium. Uji peramban dilewati."; exit 0; }
  root="sudo"
fi
say "browser: memasang Chromium untuk uji peramban (sekali saja)"
DEBIAN_FRONTEND=noninteractive $root apt-get update -qq >/dev/null 2>&1
DEBIAN_FRONTEND=noninteractive $root apt-get install -y -qq chromium >/dev/null 2>&1 ||
  say "browser: gagal; uji peramban dilewati. Jalankan: sudo apt-get install chromium"
exit 0
