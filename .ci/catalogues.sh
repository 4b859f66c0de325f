# sh .ci/catalogues.sh: the template messages.pot from the code, then both catalogues from the template. The
# files name no line, date or year, so that they change only when a sentence does.
set -eu
cd "$(dirname "$0")/.."
. .ci/common.sh

sh .ci/python.sh requirements.lock
pot=translations/messages.pot
mkdir -p translations
.venv/bin/pybabel --quiet extract -F pyproject.toml -o "$pot" --project Wenda --no-location --sort-output \
    --header-comment '# The sentences of Wenda.' --add-comments 'Translators:' \
    -k _l -k pattern -k lazy_gettext -k lazy_pgettext:1c,2 -k lazy_ngettext:1,2 \
    -k ngettext:1,2 -k pgettext:1c,2 -k npgettext:1c,2,3 blog
sed -i -E '/^"(POT-Creation-Date|PO-Revision-Date|Generated-By|Report-Msgid-Bugs-To|Last-Translator|Language-Team): /d
    s/^("Project-Id-Version: Wenda) VERSION/\1/' "$pot"
# Babel warns of "more translations than num_plurals" here: the template has two plural forms, Chinese has one.
for locale in zh_Hans zh_Hant; do
    .venv/bin/pybabel --quiet update -i "$pot" -d translations -D messages -l "$locale" \
        --init-missing --no-fuzzy-matching --ignore-pot-creation-date --ignore-obsolete
    sed -i -E '/^"(POT-Creation-Date|PO-Revision-Date|Generated-By|Report-Msgid-Bugs-To|Last-Translator|Language-Team): /d
        s/^"Project-Id-Version: +Wenda *(VERSION)?/"Project-Id-Version: Wenda/' "translations/$locale/LC_MESSAGES/messages.po"
done
sh .ci/compile.sh
