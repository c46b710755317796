# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Streamscope authors
# SPDX-License-Identifier: Apache-2.0
# What script/build, script/run and script/test share.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
build="${STREAMSCOPE_BUILD:-$root/build}"

say() { printf '%s\n' "$*" >&2; }

# Installs the Debian packages of script/packages.txt that are missing.
install_packages() {
    command -v dpkg-query >/dev/null || { say "This is not a Debian system: install what script/packages.txt names yourself."; return; }
    local missing=() name
    while read -r name _; do
        case "$name" in ''|'#'*) continue ;; esac
        [ "$(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || missing+=("$name")
    done <"$root/script/packages.txt"
    [ ${#missing[@]} -gt 0 ] || return 0
    say "Installing: ${missing[*]}"
    local as_root=()
    [ "$(id -u)" = 0 ] || as_root=(sudo)
    # Standard output stays free for what the calling script has to say.
    "${as_root[@]}" apt-get update -q >&2
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}" >&2
}

# Configures (arguments go to cmake) and builds Release into $build.
build_all() {
    cmake -S "$root" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release "$@" >&2
    cmake --build "$build" >&2
}
