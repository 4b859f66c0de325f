# sh .ci/python.sh LOCKFILE: a .venv that holds exactly what LOCKFILE names. Does nothing when it already does.
# PYTHON=/path/to/python chooses the interpreter.
set -eu
cd "$(dirname "$0")/.."
. .ci/common.sh

lock=$1
stamp=.venv/installed-$lock
# The folder is part of the stamp: the scripts in a moved .venv still name the old one.
wanted="$(sha256sum <"$lock" | cut -d' ' -f1) $PWD"

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }
can_make_venv() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }

# A name on PATH may be a shim that cannot run, so each candidate is tried. Prints the first that can make an
# environment, else the first that is new enough.
find_python() {
    fallback=
    for name in ${PYTHON:-python3.13 python3.12 python3.11 python3}; do
        new_enough "$name" || continue
        if can_make_venv "$name"; then say "$name"; return; fi
        fallback=${fallback:-$name}
    done
    say "$fallback"
}

make_venv() {
    python=$(find_python)
    [ -n "$python" ] || die "Wenda needs Python 3.11 or newer, and none was found. Run: apt-get install python3 python3-venv"
    if ! can_make_venv "$python"; then
        install_packages "Python's venv module is missing." python3-venv
        python=$(find_python)
        can_make_venv "$python" || die "$python still has no venv module. Install the venv package of this Python."
    fi
    say "Making .venv with $("$python" --version)."
    "$python" -m venv --clear .venv
}

moved() { [ -f "$stamp" ] && [ "$(cut -d' ' -f2- "$stamp")" != "$PWD" ]; }

if ! new_enough .venv/bin/python || moved; then make_venv; fi
[ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ] || exit 0
.venv/bin/python -m pip --version >/dev/null 2>&1 || make_venv
say "Installing $lock."
.venv/bin/python -m pip install -qq --disable-pip-version-check --no-input --require-hashes -r "$lock" \
    || die "pip could not install $lock; its message stands above."
say "$wanted" >"$stamp"
