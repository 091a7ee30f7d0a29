#!/bin/sh
# Installs the programs that the tests look with, when this is root on Debian.
# Otherwise it says what is missing; the tests that need it skip, or fail with
# REQUIRE=all. It prints how long it took where something had to be brought.
begun=$(date +%s)
brought() { echo "The tools of the tests are here after $(($(date +%s) - begun)) s"; }
need() { command -v "$1" >/dev/null 2>&1 || missing="$missing $2"; }
missing=
need pdftoppm poppler-utils
need qpdf qpdf
need chromium chromium
need soffice libreoffice-calc
# Texts are LibreOffice's other half.
[ -e "$(dirname "$(readlink -f "$(command -v soffice)")")/libswlo.so" ] || missing="$missing libreoffice-writer-nogui"
need java default-jre-headless
need mvn maven
need npm npm
python() { /usr/bin/python3 -c "import $1" 2>/dev/null || python3 -c "import $1" 2>/dev/null || missing="$missing $2"; }
python uno python3-uno
python openpyxl python3-openpyxl
python3 -m pip --version >/dev/null 2>&1 || missing="$missing python3-pip"
# veraPDF validates the reports; Maven brings it where it is not yet, and where it
# cannot, the tests say so. It never fails the build.
verapdf() {
  command -v java >/dev/null 2>&1 && command -v mvn >/dev/null 2>&1 || return 0
  ls "$HOME"/.m2/repository/org/verapdf/apps/greenfield-apps/*/greenfield-apps-*.jar >/dev/null 2>&1 && return 0
  echo "Fetching for the tests: veraPDF"
  timeout 300 mvn -q -B dependency:get -Dartifact=org.verapdf.apps:greenfield-apps:1.26.2 -Dtransitive=false >/dev/null 2>&1 ||
    { echo "veraPDF could not be fetched, so reports are not validated"; return 0; }
  brought
}
# Chromium without its windows takes the tests half the time; Debian has it since 12.
windowless() {
  command -v chromium-headless-shell >/dev/null 2>&1 && return 0
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || return 0
  timeout 300 apt-get install -y -qq --no-install-recommends chromium-headless-shell >/dev/null 2>&1 || return 0
  brought
}
# exceljs fills a form as one of the programs that offices use.
exceljs() {
  command -v npm >/dev/null 2>&1 || return 0
  [ -d "$HOME/.cache/depository/node_modules/exceljs" ] && return 0
  echo "Fetching for the tests: exceljs"
  mkdir -p "$HOME/.cache/depository"
  timeout 300 npm install --no-audit --no-fund --silent --prefix "$HOME/.cache/depository" exceljs@4.4.0 >/dev/null 2>&1 ||
    { echo "exceljs could not be fetched, so no form is filled with it"; return 0; }
  brought
}
# DuckDB reads the Parquet files of an edition, as an analyst does.
duckdb() {
  command -v python3 >/dev/null 2>&1 || return 0
  [ -d "$HOME/.cache/depository/python/duckdb" ] && return 0
  echo "Fetching for the tests: duckdb"
  timeout 300 python3 -m pip install --quiet --target "$HOME/.cache/depository/python" duckdb==1.4.1 >/dev/null 2>&1 ||
    { echo "duckdb could not be fetched, so no Parquet file is read with it"; return 0; }
  brought
}
# pyxform is what KoboToolbox and ODK read XLSForms with.
pyxform() {
  command -v python3 >/dev/null 2>&1 || return 0
  [ -d "$HOME/.cache/depository/python/pyxform" ] && return 0
  echo "Fetching for the tests: pyxform"
  timeout 300 python3 -m pip install --quiet --target "$HOME/.cache/depository/python" pyxform==4.5.0 >/dev/null 2>&1 ||
    { echo "pyxform could not be fetched, so no XLSForm is read with it"; return 0; }
  brought
}
[ -z "$missing" ] && { windowless; verapdf; exceljs; duckdb; pyxform; exit 0; }
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing for the tests:$missing"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing >/dev/null && { brought; windowless; verapdf; exceljs; duckdb; pyxform; exit 0; }
fi
echo "Not here, so the tests that need them skip (with REQUIRE=all they fail):$missing"
verapdf
exceljs
duckdb
pyxform
exit 0
