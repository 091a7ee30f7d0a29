#!/bin/sh
# Installs the programs that the tests look with, when this is root on Debian.
# Otherwise it says what is missing; the tests that need it skip.
need() { command -v "$1" >/dev/null 2>&1 || missing="$missing $2"; }
missing=
need pdftoppm poppler-utils
need qpdf qpdf
need chromium chromium
need soffice libreoffice-calc
need java default-jre-headless
need mvn maven
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing for the tests:$missing"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing >/dev/null && exit 0
fi
echo "Not here, so the tests that need them skip:$missing"
exit 0
