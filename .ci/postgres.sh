# Sourced by test.sh: one empty database for this run, in a server that is up, else in a server of our own that
# lives as long as the tests. TEST_POSTGRES_URL names a server (its user must be allowed to create databases).
POSTGRES_HOME=
POSTGRES_SERVER=
TEST_DATABASE=wenda_test_$$

# on_server URL create|drop: drop takes along the databases that test workers derived from the name.
# create prints the URL of the new database.
on_server() {
    .venv/bin/python - "$1" "$2" "$TEST_DATABASE" <<'PY'
import sys
from sqlalchemy import create_engine, make_url, text

url, verb, name = make_url(sys.argv[1]).set(drivername="postgresql+psycopg"), sys.argv[2], sys.argv[3]
server = create_engine(url, isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 3})
with server.connect() as connection:
    if verb == "create":
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'"))
        print(url.set(database=name).render_as_string(hide_password=False))
    else:
        for found in connection.scalars(text("SELECT datname FROM pg_database WHERE starts_with(datname, :name)"), {"name": name}):
            if found == name or found.startswith(f"{name}_"):
                connection.execute(text(f'DROP DATABASE "{found}" WITH (FORCE)'))
PY
}

# A superuser's cluster is refused by PostgreSQL itself, and user postgres cannot enter every folder: hence cd /.
as_postgres() { if is_root; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi; }

postgres_programs() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -t/ -k5 -n | tail -n 1; }

free_port() { .venv/bin/python -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# In /tmp and not in the project: user postgres may not be able to enter the project's folder.
start_own_postgres() {
    local programs port
    programs=$(postgres_programs); port=$(free_port)
    POSTGRES_HOME=$(mktemp -d /tmp/wenda-postgres.XXXXXX)
    if is_root; then chown postgres "$POSTGRES_HOME"; fi
    as_postgres "$programs/initdb" -D "$POSTGRES_HOME/data" -U postgres --auth=trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null \
        || die "initdb could not make a PostgreSQL cluster; its message stands above."
    as_postgres "$programs/pg_ctl" -D "$POSTGRES_HOME/data" -l "$POSTGRES_HOME/log" -w -s start \
        -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c full_page_writes=off" \
        || { cat "$POSTGRES_HOME/log" >&2; die "PostgreSQL did not start."; }
    POSTGRES_SERVER=postgresql://postgres@127.0.0.1:$port/postgres
}

# Sets POSTGRES_SERVER and TEST_POSTGRES_DATABASE from a server that is up; fails when none lets us in.
use_running_postgres() {
    local server
    for server in ${TEST_POSTGRES_URL:-postgresql://postgres@127.0.0.1:5432/postgres postgresql://$(id -un)@127.0.0.1:5432/postgres}; do
        TEST_POSTGRES_DATABASE=$(on_server "$server" create 2>"$results/postgres-errors") || continue
        POSTGRES_SERVER=$server
        return 0
    done
    [ -z "${TEST_POSTGRES_URL:-}" ] || die "No database can be created at TEST_POSTGRES_URL: $(tail -n 2 "$results/postgres-errors")"
    return 1
}

use_own_postgres() {
    start_own_postgres
    say "No PostgreSQL server lets this user in; started one for the tests (${POSTGRES_SERVER##*@})."
    TEST_POSTGRES_DATABASE=$(on_server "$POSTGRES_SERVER" create) || die "The PostgreSQL server made for the tests does not answer."
}

leave_postgres() {
    if [ -n "$POSTGRES_HOME" ]; then
        as_postgres "$(postgres_programs)/pg_ctl" -D "$POSTGRES_HOME/data" -m immediate -s stop || :
        rm -rf "$POSTGRES_HOME"
    elif [ -n "$POSTGRES_SERVER" ]; then
        on_server "$POSTGRES_SERVER" drop || :
    fi
}
