# tap.sh - helpers of the end-to-end scripts: . tests/tap.sh (from the project's root), then tests, then finish.
#
#   is NAME GOT WANTED        two texts are the same
#   like NAME TEXT PATTERN    a text holds a match of an extended regular expression
#   unlike NAME TEXT PATTERN  it holds none
#   status NAME WANTED COMMAND...   exit status; standard output and error are in $out and $err
#   check NAME COMMAND...     the command succeeds
#   wait_for_name PID NAME    waits until a process that was just started is that program
#   start_dozer SECONDS       starts a target that sleeps so long: its name is dozer, its PID in $dozer; it ends with the script
#   until_true COMMAND...     waits until it succeeds, at most 6 s
#   skip NAME WHY             a test that cannot run here
#   skip_all WHY              none of this script's tests can
#   finish                    prints the plan
#
# $tmp is a folder of the script's own; $collect and $analyze are the programs under test.

B=${B:-build}
root=$(pwd)
case $B in /*) bin=$B ;; *) bin=$root/$B ;; esac
collect=$bin/leakline-collect
analyze=$bin/leakline-analyze
tmp=$(mktemp -d "${TMPDIR:-/tmp}/leakline.XXXXXX") || exit 2
number=0
failures=0
cleanup() { :; }
dozers=
trap 'cleanup; kill $dozers 2>/dev/null; rm -rf "$tmp"' EXIT
trap 'exit 130' INT TERM HUP

pass() { number=$((number + 1)); echo "ok $number - $1"; }
fail() {
	number=$((number + 1))
	failures=$((failures + 1))
	echo "not ok $number - $1"
	shift
	for line in "$@"; do
		printf '%s\n' "$line" | sed 's/^/#   /'
	done
}
is() { if [ "$2" = "$3" ]; then pass "$1"; else fail "$1" "got:    $2" "wanted: $3"; fi; }
# A here-document takes no process of its own, as printf before a pipe does.
holds() {
	grep -Eq -- "$2" <<-end
		$1
	end
}
like() { if holds "$2" "$3"; then pass "$1"; else fail "$1" "got:    $2" "wanted: $3"; fi; }
unlike() { if holds "$2" "$3"; then fail "$1" "got: $2" "not wanted: $3"; else pass "$1"; fi; }
check() {
	check_name=$1
	shift
	if "$@" >"$tmp/check.out" 2>&1; then pass "$check_name"; else fail "$check_name" "failed: $*" "$(cat "$tmp/check.out")"; fi
}
status() {
	status_name=$1 wanted=$2
	shift 2
	"$@" >"$tmp/status.out" 2>"$tmp/status.err" </dev/null
	got=$?
	out= err=
	[ ! -s "$tmp/status.out" ] || out=$(cat "$tmp/status.out")
	[ ! -s "$tmp/status.err" ] || err=$(cat "$tmp/status.err")
	if [ "$got" = "$wanted" ]; then pass "$status_name"; else fail "$status_name" "exit status $got, wanted $wanted: $(printf '%s' "$out" | tail -n 1)" "$err"; fi
}
wait_for_name() {
	for _ in $(seq 100); do
		# argv[0], not the line of the shell that is about to become it
		case $(tr '\0' '\n' <"/proc/$1/cmdline" 2>/dev/null | head -n 1) in *"$2") return ;; esac
		sleep 0.02
	done
}
start_dozer() {
	cp "$(command -v sleep)" "$tmp/dozer" || exit 2
	"$tmp/dozer" "$1" >/dev/null 2>&1 & dozer=$!
	dozers="$dozers $dozer"
	wait_for_name "$dozer" dozer
}
until_true() {
	for _ in $(seq 300); do
		"$@" 2>/dev/null && return
		sleep 0.02
	done
	echo "# did not come: $*"
}
skip() { number=$((number + 1)); echo "ok $number - $1 # SKIP $2"; }
skip_all() { echo "1..0 # SKIP $1"; exit 0; }
finish() { echo "1..$number"; [ "$failures" = 0 ]; exit; }
