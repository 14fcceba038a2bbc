#!/bin/sh
# 64-slurm - samples/fleet-slurm.sh with an sbatch of our own, that runs the tasks of an array one after another: one table,
# byte for byte that of one call; a run without a result is named. (The script was run on Slurm 22.05 too, by hand.)
. tests/tap.sh

mkdir "$tmp/bin" "$tmp/runs"
cat >"$tmp/bin/sbatch" <<'END'
#!/bin/sh
# sbatch [--NAME=VALUE...] SCRIPT [ARGUMENT...]: as sbatch(1), but at once; keeps the exit status of each job.
array= log=/dev/null
for word; do
	case $word in
	--array=*) array=${word#--array=0-} ;;
	--output=*) log=${word#--output=} ;;
	--*) ;;
	*) break ;;
	esac
	shift
done
number=$(($(cat "$SBATCH/number" 2>/dev/null || echo 0) + 1))
echo $number >"$SBATCH/number"
for task in $(seq 0 "${array:-0}"); do
	SLURM_ARRAY_TASK_ID=$task sh "$@" >"$(echo "$log" | sed "s/%a/$task/")" 2>&1 </dev/null
	echo $? >>"$SBATCH/$number.status"
done
echo "$number;cluster"
END
chmod +x "$tmp/bin/sbatch"
submit() { PATH=$tmp/bin:$PATH SBATCH=$tmp ANALYZE=$analyze sh samples/fleet-slurm.sh "$@"; }

cp samples/frr.run.tar.xz tests/runs/ripd/*.run.tar.xz "$tmp/runs"
cp samples/frr.run.tar.xz "$tmp/runs/name with  blanks.tar.xz"
ls -d "$tmp"/runs/* >"$tmp/list"
"$analyze" -q -o "$tmp/whole" "$tmp"/runs/* 2>/dev/null | sed -n '/runs, corrected/,$p' >"$tmp/whole.txt"

status "map and reduce are submitted" 0 submit "$tmp/list" "$tmp/result" --partition=batch
is "the map has a task a run, none failed" "$(cat "$tmp/1.status" | tr '\n' ' ')" "0 0 0 0 0 "
is "the reduce ends as one call would: something leaks" "$(cat "$tmp/2.status")" 1
is "the same table" "$(sed '1{/^$/d}' "$tmp/result/fleet.txt")" "$(cat "$tmp/whole.txt")"
check "the same fleet.csv" cmp "$tmp/whole/fleet.csv" "$tmp/result/fleet/fleet.csv"

export TASKS=2
status "fewer tasks than runs" 0 submit "$tmp/list" "$tmp/result"
is "each takes several" "$(cat "$tmp/3.status" | tr '\n' ' ')" "0 0 "
check "the same again" cmp "$tmp/whole/fleet.csv" "$tmp/result/fleet/fleet.csv"

echo "$tmp/runs/nowhere.run" >>"$tmp/list"
status "a run that is not there" 0 submit "$tmp/list" "$tmp/result"
like "makes its task fail" "$(cat "$tmp/5.status")" 2
is "and the reduce" "$(cat "$tmp/6.status")" 2
like "which names it" "$(cat "$tmp/result/log/reduce")" 'nowhere.run: no result'
check "the others are in the table" cmp "$tmp/whole/fleet.csv" "$tmp/result/fleet/fleet.csv"

: >"$tmp/empty"
status "an empty list" 2 submit "$tmp/empty" "$tmp/result"
status "no arguments" 2 submit
like "give the use" "$err" 'LIST DIR'
finish
