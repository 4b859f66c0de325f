# sh .ci/serve.sh: sets up what is missing, then becomes the server. A second start only compares a checksum.
set -eu
cd "$(dirname "$0")/.."
. .ci/common.sh

sh .ci/python.sh requirements.lock
sh .ci/compile.sh
export DATA_DIR="${DATA_DIR:-$PWD/.wenda}"
exec .venv/bin/flask --app wsgi serve --demo
