# sh .ci/lock.sh: both lock files from pyproject.toml, with hashes, for every platform and Python from 3.11 on.
# UPGRADE=1 takes the newest versions; else what is locked stays where pyproject.toml allows it.
set -eu
cd "$(dirname "$0")/.."
. .ci/common.sh

uv=$(command -v .venv/bin/uv || command -v uv) \
    || die "Locking needs uv, which was not found. Run: .venv/bin/python -m pip install uv"

# compile FILE OPTION...: written beside and moved, so that a failure leaves the old file whole.
compile() {
    target=$1; shift
    cp "$target" "$target.new" 2>/dev/null || :
    "$uv" pip compile pyproject.toml --quiet --generate-hashes --universal --python-version 3.11 \
        --no-header --no-emit-index-url ${UPGRADE:+--upgrade} \
        "$@" -o "$target.new" >/dev/null || { rm -f "$target.new"; die "uv could not resolve $target."; }
    if grep -n '://' "$target.new" >&2; then rm -f "$target.new"; die "$target would name an address; it must not."; fi
    mv "$target.new" "$target"
}

compile requirements.lock
compile requirements-dev.lock --group dev
