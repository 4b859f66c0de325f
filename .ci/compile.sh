# sh .ci/compile.sh: compiles the message catalogues when one is newer than what was compiled from it.
set -eu
cd "$(dirname "$0")/.."
. .ci/common.sh

for po in translations/*/LC_MESSAGES/messages.po; do
    [ -f "$po" ] || continue
    mo=${po%.po}.mo
    # find and not [ -nt ]: the latter is not in every sh.
    if [ ! -f "$mo" ] || [ -n "$(find "$po" -newer "$mo")" ]; then
        .venv/bin/pybabel --quiet compile -d translations -D messages || die "A message catalogue cannot be compiled."
        touch translations/*/LC_MESSAGES/messages.mo
        exit 0
    fi
done
