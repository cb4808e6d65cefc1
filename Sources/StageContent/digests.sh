#!/bin/sh
# usage: digests.sh ROOT CONTENTS OUTPUT
#
# Writes a Swift file with eight digits for each line of CONTENTS: they change with every byte of what the line names,
# and with nothing else. Builds run this whenever one of those files has changed (see plugin.swift).
set -eu
cd "$1"
digest() {
  name=$1
  shift
  for path in "$@"; do [ -e "$path" ] || { echo "$path of the stage '$name' is not there." >&2; exit 1; }; done
  sums=$(find "$@" -type f ! -name '.*' | LC_ALL=C sort | xargs cksum)
  printf '  static let %s = "%08x"\n' "$name" "$(printf '%s\n' "$sums" | cksum | cut -d' ' -f1)"
}
made="$3.part"
{
  echo '/// What stages are made of; see Sources/StageContent.'
  echo 'enum StageContent {'
  while read -r name paths; do
    case "$name" in '' | '#'*) continue ;; esac
    # shellcheck disable=SC2086
    digest "$name" $paths
  done <"$2"
  echo '}'
} >"$made"
# Where nothing has changed nothing is built anew.
if cmp -s "$made" "$3"; then rm "$made"; else mv "$made" "$3"; fi
