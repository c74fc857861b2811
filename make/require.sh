#!/usr/bin/env bash
# Installs what a target needs and the machine does not have, and nothing else:
#
#   make/require.sh PROGRAM:PACKAGE...
#
# A program counts wherever it comes from, so that nobody is asked for Debian's npm beside another
# Node. With a slash in it, PROGRAM is a file. Where apt cannot install, it names what is missing.
set -euo pipefail

# Another package manager may hold the lock for minutes: a machine that has just started updates
# itself.
LOCK_SECONDS=300

present() {
    if [[ $1 == */* ]]; then
        compgen -G "$1" >/dev/null
    else
        PATH=$PATH:/usr/sbin:/sbin command -v "$1" >/dev/null
    fi
}

missing_packages() {
    local pair
    for pair in "$@"; do
        present "${pair%:*}" || echo "${pair##*:}"
    done | sort -u
}

# apt waits for dpkg's lock by itself, but not for that of the package lists.
apt_get() {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get -qq -o DPkg::Lock::Timeout=$LOCK_SECONDS "$@"
}

update() {
    local until=$((SECONDS + LOCK_SECONDS)) output
    until output=$(apt_get update 2>&1); do
        if [[ $output != *"Could not get lock"* ]] || ((SECONDS >= until)); then
            echo "$output" >&2
            return 1
        fi
        sleep 2
    done
}

missing=$(missing_packages "$@")
[[ -n $missing ]] || exit 0
mapfile -t packages <<<"$missing"

as_root=()
[[ $(id -u) == 0 ]] || as_root=(sudo)
for program in "${as_root[@]}" apt-get; do
    if ! present "$program"; then
        echo "missing: ${packages[*]} (Debian's names), and no $program to install them" >&2
        exit 1
    fi
done
echo "installing ${packages[*]} with apt-get (a minute or two; waits if another apt is at work)"
update
apt_get install --yes --no-install-recommends "${packages[@]}"
missing=$(missing_packages "$@")
if [[ -n $missing ]]; then
    echo "installed, but still not found: what ${missing//$'\n'/ } should bring" >&2
    exit 1
fi
