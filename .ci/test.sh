# bash .ci/test.sh [--with-linters]: sets up, runs every group, prints a table, ends with "N passed, N failed".
# ONLY="unit http" picks groups; GROUP_LIMIT is the time in seconds after which a group counts as hung.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. .ci/common.sh

ALL_GROUPS="house unit http migrations browser"
HTTP="tests/http tests/security tests/domain tests/work tests/cli"
LISTED="tests/house tests/unit $HTTP tests/migrations tests/browser"
WORKERS="-n auto --maxprocesses 4"
results=$(mktemp -d)
rows=() passed=0 failed=0 began=$EPOCHREALTIME

wanted() { [[ " ${ONLY:-$ALL_GROUPS} " == *" $1 "* ]]; }
existing() { local folder; for folder in "$@"; do [ ! -d "$folder" ] || echo "$folder"; done; }
needs() { wanted "$1" && [ -n "$(existing "${@:2}")" ]; }
since() { awk -v from="$1" -v to="$EPOCHREALTIME" 'BEGIN { printf "%.1f", to - from }'; }

# add NAME PASSED FAILED SKIPPED SECONDS REMARK
add() {
    rows+=("$(printf '%-22s %7s %7s %8s %8s  %s' "$@")")
    passed=$((passed + $2)) failed=$((failed + $3))
}

# step NAME COMMAND...: a check that is passed or not, as one.
step() {
    local name=$1 from=$EPOCHREALTIME; shift
    printf '\n== %s\n' "$name"
    if "$@" </dev/null; then add "$name" 1 0 0 "$(since "$from")" ""; else add "$name" 0 1 0 "$(since "$from")" "FAILED"; fi
}

# Prints "passed failed skipped" from pytest's own report; zeros when it left none.
counts() {
    .venv/bin/python - "$1" <<'PY'
import sys, pathlib, xml.etree.ElementTree as tree

report = pathlib.Path(sys.argv[1])
suites = tree.parse(report).getroot().iter("testsuite") if report.exists() and report.stat().st_size else []
total = failed = skipped = 0
for suite in suites:
    total += int(suite.get("tests")); skipped += int(suite.get("skipped"))
    failed += int(suite.get("failures")) + int(suite.get("errors"))
print(max(total - failed - skipped, 0), failed, skipped)
PY
}

# group NAME "PYTEST OPTIONS" FOLDER...: folders that do not exist are left out, and the group with the last of them.
group() {
    local name=$1 options=$2 from=$EPOCHREALTIME code=0 remark="" folders report good bad left
    shift 2
    folders=$(existing "$@")
    [ -n "$folders" ] || return 0
    printf '\n== %s\n' "$name"
    report="$results/${name// /-}.xml"
    # shellcheck disable=SC2086
    timeout --foreground -k 10 "${GROUP_LIMIT:-900}" .venv/bin/python -m pytest -q $options --junitxml="$report" $folders </dev/null || code=$?
    read -r good bad left < <(counts "$report")
    case $code in
        0) ;;
        5) remark="no tests" ;;
        124|137) remark="FAILED: stopped after ${GROUP_LIMIT:-900} s" ;;
        *) remark="FAILED" ;;
    esac
    # A run that broke before it counted is still one failure.
    if [[ $remark == FAILED* && $bad == 0 ]]; then bad=1; fi
    add "$name" "$good" "$bad" "$left" "$(since "$from")" "$remark"
}

# A test file outside the groups would never run, and nobody would notice.
unlisted() {
    local file folder stray=""
    for file in tests/test_*.py tests/*/test_*.py tests/*/*/test_*.py; do
        [ -f "$file" ] || continue
        folder=$(cut -d/ -f1,2 <<<"$file")
        [[ " $LISTED " == *" $folder "* ]] || stray+=" $file"
    done
    [ -z "$stray" ] || { printf '\nIn no test group of .ci/test.sh:%s\n' "$stray"; add "files in no group" 0 1 0 0 "FAILED"; }
}

set_up() {
    local packages="" name
    for name in ${ONLY:-}; do [[ " $ALL_GROUPS " == *" $name "* ]] || die "ONLY=$name: the groups are $ALL_GROUPS."; done
    sh .ci/python.sh requirements-dev.lock
    sh .ci/compile.sh
    . .ci/tools.sh
    . .ci/postgres.sh
    trap 'leave_postgres; rm -rf "$results"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    if needs browser tests/browser; then packages=$(missing_for_browser); fi
    local database=""
    # shellcheck disable=SC2086
    if needs http $HTTP || needs migrations tests/migrations; then
        use_running_postgres || { database=own; [ -n "$(postgres_programs)" ] || packages+=" postgresql"; }
    fi
    # shellcheck disable=SC2086
    install_missing $packages
    if needs browser tests/browser; then install_vnu; fi
    if [ "$database" = own ]; then use_own_postgres; fi
}

# on_both NAME OPTIONS FOLDER...: the same group without and with a PostgreSQL database.
on_both() {
    local name=$1; shift
    (( $(existing "${@:2}" | wc -l) )) || return 0
    unset TEST_DATABASE_URL
    group "$name sqlite" "$@"
    export TEST_DATABASE_URL=$TEST_POSTGRES_DATABASE
    group "$name postgresql" "$@"
    unset TEST_DATABASE_URL
}

unset TEST_DATABASE_URL
set_up
if [ "${1:-}" = --with-linters ]; then
    step "ruff" .venv/bin/ruff check .
    step "mypy" .venv/bin/mypy blog
fi
if wanted house; then group "house" "" tests/house; fi
if wanted unit; then group "unit" "" tests/unit; fi
# shellcheck disable=SC2086
if wanted http; then on_both "http" "$WORKERS" $HTTP; fi
if wanted migrations; then on_both "migrations" "" tests/migrations; fi
if wanted browser; then group "browser" "-n 2" tests/browser; fi
unlisted

printf '\n%-22s %7s %7s %8s %8s\n' group passed failed skipped seconds
printf '%s\n' "${rows[@]}"
printf '%-22s %7s %7s %8s %8s\n\n' "all, with set-up" "" "" "" "$(since "$began")"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
