#!/bin/sh
# fleet-slurm.sh LIST DIR [SBATCH-OPTION...] - judges on a Slurm cluster the runs that LIST names, one path a line, and puts all of
# them into one table: DIR/fleet.txt and DIR/fleet/fleet.csv, byte for byte what `leakline-analyze $(cat LIST)` would give.
#
#   ls /shared/soaks/*.run >list
#   samples/fleet-slurm.sh list result --partition=batch --time=10
#
# Map: a job array, whose tasks write DIR/json/NUMBER.json, a file a run. Reduce: one job when the array has ended, however it did.
# A run without a result is named, and makes the reduce job's exit status 2: missing data is never a pass.
# LIST, DIR and the runs must be seen by all nodes. ANALYZE is the program, TASKS how long the array may be (1000), and
# OPTIONS more options of the map step, as OPTIONS='--budget 1K/round --by time'.
set -u
analyze=${ANALYZE:-leakline-analyze}

# A task takes each so manieth line of the list. --fail-on never: a leak is a result, a task fails only where a run cannot be read.
map() { # LIST DIR TASKS
	number=0 status=0
	while read -r run; do
		number=$((number + 1))
		[ $(((number - 1) % $3)) = "$SLURM_ARRAY_TASK_ID" ] || continue
		json=$2/json/$(printf %06d $number)
		# shellcheck disable=SC2086
		"$analyze" -q --no-report --format json --fail-on never --allow-inconclusive ${OPTIONS:-} "$run" >"$json.part" </dev/null &&
			mv "$json.part" "$json.json" || status=2
	done <"$1"
	return $status
}

reduce() { # LIST DIR
	number=0 missing=0
	while read -r run; do
		number=$((number + 1))
		[ -s "$2/json/$(printf %06d $number).json" ] && continue
		echo "fleet-slurm: $run: no result (see $2/log)" >&2
		missing=$((missing + 1))
	done <"$1"
	find "$2/json" -name '*.json' | LC_ALL=C sort | tr '\n' '\0' | xargs -0 cat |
		"$analyze" --merge -o "$2/fleet" - >"$2/fleet.txt"
	status=$?
	[ $missing = 0 ] || status=2
	return $status
}

submit() { # LIST DIR [SBATCH-OPTION...]
	list=$(readlink -f "$1") && mkdir -p "$2/json" "$2/log" && dir=$(readlink -f "$2") || return 2
	shift 2
	runs=$(grep -c '' "$list")
	tasks=${TASKS:-1000}
	[ "$runs" -ge 1 ] || { echo "fleet-slurm: $list: no run in it (a path a line)" >&2; return 2; }
	[ "$tasks" -le "$runs" ] || tasks=$runs
	rm -f "$dir"/json/*
	array=$(sbatch --parsable --job-name=leakline-map --array=0-$((tasks - 1)) --output="$dir/log/map-%a" "$@" \
		"$0" --map "$list" "$dir" "$tasks") || return 2
	sbatch --parsable --job-name=leakline-reduce --dependency="afterany:${array%%;*}" --output="$dir/log/reduce" "$@" \
		"$0" --reduce "$list" "$dir"
}

case ${1:-} in
--map) shift; map "$@" ;;
--reduce) shift; reduce "$@" ;;
'' | -*) sed -n '2,/^set/s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
*) [ $# -ge 2 ] || { echo "fleet-slurm: LIST DIR are needed" >&2; exit 2; }
	submit "$@" ;;
esac
