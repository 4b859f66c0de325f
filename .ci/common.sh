# Sourced by the other scripts, sh and bash alike: where the project is, how to speak, how to get a Debian package.
# The caller has already gone to the project's folder.
export LC_ALL=C.UTF-8

say() { printf '%s\n' "$*"; }
die() { printf '%s\n' "$*" >&2; exit 1; }

is_root() { [ "$(id -u)" = 0 ]; }

may_install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    is_root || sudo -n true 2>/dev/null
}

as_root() { if is_root; then "$@"; else sudo -n "$@"; fi; }

# install_packages REASON PACKAGE...: installs them, or ends with one sentence that holds the command to run.
install_packages() {
    reason=$1; shift
    may_install || die "$reason Run: apt-get install $*"
    say "$reason Installing $*."
    as_root apt-get update -qq || die "apt-get update failed. Then run: apt-get install $*"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null \
        || die "The installation failed. Run: apt-get install $*"
}
