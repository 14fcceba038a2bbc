#!/bin/sh
# 67-soak-table - make soak ends with one table: each test, its result, wall and CPU time, runs, how many were bad, its words.
. tests/tap.sh

mkdir "$tmp/soak" || exit 2
cat >"$tmp/soak/10-holds.sh" <<'END'
i=0
while [ $i -lt 400000 ]; do i=$((i + 1)); done
echo "12 kills, 0 bad; 5 rounds"
END
printf 'sleep 1.1\necho "10 passed, 2 failed, 1 skipped"\nexit 1\n' >"$tmp/soak/20-finds.sh"
printf 'echo "7 releases, 3 bad; wrong: one,\ttwo"\nexit 1\n' >"$tmp/soak/25-tabs.sh"
printf 'echo "no root"\nexit 77\n' >"$tmp/soak/30-lacks.sh"
printf 'echo "it broke"\nexit 2\n' >"$tmp/soak/40-breaks.sh"
export LEAKLINE_SOAK_TESTS="$tmp/soak" LEAKLINE_SOAK_LOGS="$tmp/logs"
status "something was found" 1 sh tests/soak/run
columns() { awk -F '\t' -v name="$1" '$1 == name { print $2, $5, $6, $7 }' "$tmp/logs/soak.tsv"; }
is "it has a head" "$(head -n 1 "$tmp/logs/soak.tsv" | tr '\t' ' ')" "test result wall_s cpu_s runs bad found"
is "a test that held" "$(columns 10-holds)" "held 12 0 12 kills, 0 bad; 5 rounds"
is "one that runs the tests" "$(columns 20-finds)" "FOUND 12 2 10 passed, 2 failed, 1 skipped"
is "a tab in its words" "$(columns 25-tabs)" "FOUND 7 3 7 releases, 3 bad; wrong: one, two"
is "one that lacks something" "$(columns 30-lacks)" "skipped - - no root"
is "one that broke" "$(columns 40-breaks)" "FOUND - - it broke"
like "the clock's time" "$(awk -F '\t' '$1 == "20-finds" { print $3 }' "$tmp/logs/soak.tsv")" '^[1-9]'
like "the table is the end" "$(printf '%s\n' "$out" | tail -n 7 | head -n 1)" '^TEST +RESULT +WALL +CPU +RUNS +BAD +FOUND$'
like "and sums up" "$(printf '%s\n' "$out" | tail -n 1)" '^5 tests +[0-9]+ s +[0-9]+ s +1 held, 1 skipped, 3 found something$'
status "by name, nothing found" 0 sh tests/soak/run holds
like "that one alone" "$(printf '%s\n' "$out" | tail -n 1)" '^1 tests .* 1 held, 0 skipped, 0 found something$'
status "no such name" 2 sh tests/soak/run nothing

# A limit for all: what can do less does so, what cannot is cut off, and what it found until then counts. The clock is ours: a second passes
# where a test sleeps, on a machine of any load; timeout tells sleep when the time is over, and that ends the test as its signal would.
rm "$tmp"/soak/*
mkdir "$tmp/bin"
# shellcheck disable=SC2016 # the script's own
printf '#!/bin/sh\n[ "$1" != +%%s ] || exec cat "$CLOCK"\nexec %s "$@"\n' "$(command -v date)" >"$tmp/bin/date"
printf '#!/bin/sh\nexport LEFT=$3\nshift 3\nexec "$@"\n' >"$tmp/bin/timeout"
cat >"$tmp/bin/sleep" <<'END'
#!/bin/sh
over=0
if [ "$1" -ge "$LEFT" ]; then over=124; set -- "$LEFT"; fi
echo $(($(cat "$CLOCK") + $1)) >"$CLOCK"
exit $over
END
chmod +x "$tmp"/bin/*
printf 'while [ "$(date +%%s)" -lt $SOAK_UNTIL ]; do sleep 1; done\necho "1 sleep, 0 bad; T=$T"\n' >"$tmp/soak/10-less.sh"
printf 'echo "0 kills, 0 bad; of 10"\n' >"$tmp/soak/15-none.sh"
printf 'echo begun\nexec sleep 100\n' >"$tmp/soak/20-cut.sh"
printf 'echo "not ok 3 - lost"\nsleep 100\n' >"$tmp/soak/30-finds.sh"
printf 'echo 2000 >"$CLOCK"\necho "8 kills, 0 bad"\n' >"$tmp/soak/40-deaf.sh"
printf 'echo "9 kills, 0 bad"\n' >"$tmp/soak/50-late.sh"
export LEAKLINE_SOAK_LOGS="$tmp/logs" SOAK_MINUTES=0.2 CLOCK="$tmp/clock" PATH="$tmp/bin:$PATH"
echo 1000 >"$CLOCK"
status "with a limit, something found" 1 sh tests/soak/run
is "one that does less" "$(columns 10-less)" "held 1 0 1 sleep, 0 bad; T=3"
is "one that had no time for a single run" "$(columns 15-none)" "cut 0 0 0 kills, 0 bad; of 10"
is "one that is cut off" "$(columns 20-cut)" "cut - - no time was left; its last line: begun"
is "one that had found something by then" "$(columns 30-finds)" "FOUND - - not ok 3 - lost"
is "each had its part of the time" "$(awk -F '\t' 'NR > 1 && NR < 6 { printf "%s ", $3 }' "$tmp/logs/soak.tsv")" "2 0 5 3 "
is "one for which no time is left" "$(columns 50-late)" "cut - - no time was left; its last line: no time was left"
like "is summed up" "$(printf '%s\n' "$out" | tail -n 1)" '^6 tests .* 2 held, 0 skipped, 3 cut off, 1 found something$'
rm "$tmp"/soak/*
printf 'echo "1 sleep, 0 bad; $((LEFT - SOAK_UNTIL + $(date +%%s))) s to end in"\n' >"$tmp/soak/10-only.sh"
echo 1000 >"$CLOCK"
status "one alone" 0 sh tests/soak/run
is "is asked to end before it is cut off" "$(columns 10-only)" "held 1 0 1 sleep, 0 bad; 2 s to end in"
SOAK_MINUTES=soon status "a limit that is no number" 2 sh tests/soak/run
finish
