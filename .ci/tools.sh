# Sourced by test.sh: what the tests need beside Python. Chromium and Chinese fonts for the browser, Java and the
# Nu HTML checker for the pages, PostgreSQL's programs when no server answers.
VNU_VERSION=26.9.27
VNU_SHA256=22f15dd39a33bed929d2a5c0cddf5946849a647eca9272bf4d5d00bc7e7a4d47
export VNU_JAR=$PWD/.venv/vnu/node_modules/vnu-jar/build/dist/vnu.jar

has() { command -v "$1" >/dev/null 2>&1; }
has_cjk_fonts() { [ -n "$(find /usr/share/fonts /usr/local/share/fonts -iname '*CJK*' -print -quit 2>/dev/null)" ]; }
has_vnu() { echo "$VNU_SHA256  $VNU_JAR" | sha256sum --check --status 2>/dev/null; }

# Prints the Debian packages that browser tests lack.
missing_for_browser() {
    [ -x /usr/bin/chromium ] || echo chromium
    has_cjk_fonts || echo fonts-noto-cjk
    has java || echo default-jre-headless
    has_vnu || has npm || echo npm
}

# install_missing PACKAGE...: all in one go, because each apt-get run costs seconds.
install_missing() {
    [ $# = 0 ] || install_packages "The tests need what this machine lacks: $*." "$@"
}

install_vnu() {
    has_vnu && return
    say "Installing the Nu HTML checker $VNU_VERSION."
    npm install --silent --ignore-scripts --no-save --no-audit --no-fund --prefix .venv/vnu "vnu-jar@$VNU_VERSION" </dev/null \
        || die "npm could not install the Nu HTML checker. Run: npm install --ignore-scripts --no-save --prefix .venv/vnu vnu-jar@$VNU_VERSION"
    has_vnu || die "$VNU_JAR is not the file that .ci/tools.sh expects: its checksum differs."
}
