#!/bin/sh
# 09-readme - what the README shows of the analyzer: each command works, and prints what is shown.
. tests/tap.sh
command -v python3 >/dev/null && command -v bash >/dev/null || skip_all "no python3 or bash"
command -v gnuplot >/dev/null || skip_all "no gnuplot: one of them draws"
"$analyze" --version | grep -q '+elf' || skip_all "one of them names blocks: built without libelf"
[ "$B" = build ] || skip_all "the README's programs are those of build/"
mkdir "$tmp/clone" && cd "$tmp/clone" || exit 2
ln -s "$root"/* .
# a browser is not everywhere
grep -v '^    \$ chromium ' "$root/README.md" >"$tmp/readme.md"
PATH=$root/build:$PATH python3 "$root/tests/tutorial.py" "$tmp/readme.md"
