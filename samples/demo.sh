#!/bin/sh
# demo.sh BUILD - soaks a server that leaks and one that does not, judges both, draws the charts.
set -u
bin=${1:-build}
runs=$bin/demo
rm -rf "$runs" "$bin/demo.report"
mkdir -p "$runs"

"$bin/leaky" >"$runs/leaky.pid" & leaky=$!
"$bin/steady" >"$runs/steady.pid" & steady=$!
trap 'kill $leaky $steady 2>/dev/null' EXIT
sleep 0.2

echo
echo "20 rounds of warm-up and 80 that count: each sends both servers one request and reads their memory from outside."
# not by set -x, which leaves out quotes in dash: it can be typed as it stands
echo "+ $bin/leakline-collect -n 80 -s 20ms -o $runs/demo.run $leaky $steady -- sh -c 'kill -USR1 $leaky $steady'"
"$bin/leakline-collect" -n 80 -s 20ms -o "$runs/demo.run" $leaky $steady -- sh -c "kill -USR1 $leaky $steady" || exit 1
echo "+ $bin/leakline-analyze -v --render png -o $bin/demo.report $runs/demo.run"
"$bin/leakline-analyze" -v --render png -o "$bin/demo.report" "$runs/demo.run"
status=$?

echo
case $status in
1) echo "Exit status 1: something leaks, as it should here. Look at" ;;
*) echo "demo: exit status $status where 1 was expected" >&2; exit 1 ;;
esac
echo "  $bin/demo.report/report.html   the whole report, for a browser"
for picture in "$bin"/demo.report/plots/*.png; do
	echo "  $picture"
done
