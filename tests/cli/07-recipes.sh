#!/bin/sh
# 07-recipes - docs/recipes.md typed as it stands: each command works, and prints what is shown.
. tests/tap.sh
command -v python3 >/dev/null && command -v bash >/dev/null || skip_all "no python3 or bash"
"$analyze" --version | grep -q '+elf' || skip_all "one of them names blocks: built without libelf"
[ "$B" = build ] || skip_all "the programs of the recipes are those of build/"
mkdir "$tmp/clone" && cd "$tmp/clone" || exit 2
ln -s "$root"/* .
cleanup() { for pid in leaky.pid fixed.pid worker.pid first.pid; do [ -s $pid ] && kill "$(cat $pid)" 2>/dev/null; done; }
python3 "$root/tests/tutorial.py" docs/recipes.md
