#!/bin/sh
# What the Makefile cannot get from PyPI or npm: a virtual environment, Node and a browser. Uses apt as root or by sudo;
# where neither is possible it prints the one line to run.
set -eu

apt_get() {
    if [ "$(id -u)" = 0 ]; then
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@" >/dev/null
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        sudo apt-get update -qq && sudo DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
    else
        echo "Please run this once, then make again:" >&2
        echo "    sudo apt-get update && sudo apt-get install -y $*" >&2
        exit 1
    fi
}

case "$1" in
venv)
    python=$2
    folder=$3
    if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
        echo "scormkit needs Python 3.11 or later; \`$python\` is $("$python" --version)." >&2
        echo "Name another one: make PYTHON=python3.12 …" >&2
        exit 1
    fi
    # Debian's Python comes without venv until its package is there.
    if ! "$python" -m venv "$folder" 2>/dev/null; then
        rm -rf "$folder"
        apt_get python3-venv
        "$python" -m venv "$folder"
    fi
    ;;
node)
    # The tools need Node 18 or later; Debian 12 and Ubuntu 24.04 have it.
    if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
        apt_get nodejs npm
    fi
    if ! node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 18 ? 1 : 0)'; then
        echo "the tests need Node 18 or later; this is $(node --version)" >&2
        exit 1
    fi
    ;;
browser)
    bin=$2
    for name in chromium chromium-browser google-chrome; do
        # Ubuntu's chromium is a snap stub that cannot always start: ask it for its version.
        if command -v "$name" >/dev/null && "$name" --version >/dev/null 2>&1; then exit 0; fi
    done
    if [ -n "${SCORMKIT_CHROMIUM:-}" ]; then exit 0; fi
    if grep -qi '^ID=debian' /etc/os-release 2>/dev/null; then
        apt_get chromium
    else
        "$bin/playwright" install --with-deps chromium
    fi
    ;;
*)
    echo "unknown part: $1" >&2
    exit 2
    ;;
esac
