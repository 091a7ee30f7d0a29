#!/bin/sh
# Makes the pictures of README.md from the sample's published folder.
set -e
from=outputs/2026-H1
to=docs/images
mkdir -p "$to"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for page in 3 8; do
  pdftoppm -r 64 -f $page -l $page -png -singlefile "$from/report.uk.pdf" "$work/page-$page"
done
convert "$work/page-3.png" "$work/page-8.png" -bordercolor '#d0d4da' -border 1 +append +dither -colors 64 "png8:$to/report.png"
chromium --headless --no-sandbox --disable-gpu --user-data-dir="$work/profile" --hide-scrollbars \
  --window-size=1280,1500 --virtual-time-budget=4000 --screenshot="$work/site.png" "file://$PWD/$(dirname "$from")/site/$(basename "$from")/uk/index.html" 2>/dev/null
convert "$work/site.png" -resize 62.5% -bordercolor "#d0d4da" -border 1 +dither -colors 96 "png8:$to/site.png"
ls -l "$to"
