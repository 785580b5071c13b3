#!/usr/bin/env bash
# Build the wheel and the source archive into a folder, twice, and check them: the same bytes both times, whole metadata, nothing in
# the wheel that does not belong there. Needs the environment that the README's second command makes.
set -euo pipefail
target=$(mkdir -p "$1" && cd "$1" && pwd)
cd "$(dirname "${BASH_SOURCE[0]}")/.."
bin=$PWD/.venv/bin

again=$(mktemp -d)
trap 'rm -rf "$again"' EXIT
"$bin/python" -m hatchling build --directory "$target"
"$bin/python" -m hatchling build --directory "$again"
for file in "$again"/*; do
  cmp "$file" "$target/$(basename "$file")"
done
"$bin/twine" check --strict "$again"/*
"$bin/check-wheel-contents" "$again"/*.whl
