#!/bin/sh
# 22-tools-and-via - the tools of this host, and other shells with less: dash, BusyBox alone, toybox's commands alone,
# and nothing but sh and cat.
. tests/tap.sh
export TZ=UTC
sleep 300 & one=$!
sleep 300 & two=$!
cleanup() { kill "$one" "$two" 2>/dev/null; }

# What does not change while a process sleeps: SigQ counts the signals of all of a user's processes.
still() { grep -av '^SigQ:\|ctxt_switches:'; }
record() { rm -rf "$tmp/run"; "$collect" -q -n 2 -i 100ms -o "$tmp/run" "$@" >"$tmp/out" 2>&1; }
kinds() { ls "$tmp/run" | sed -n 's/^0002-.*Z\.//p' | tr '\n' ' '; }
info() { sed -n "s/^$1: //p" "$tmp/run/run.info"; }
file() { cat "$tmp/run/"0002-*."$1"; }
is_whole() { # NAME: three whole rounds, whose status and stat hold both processes
	is "$1: three rounds" "$(awk -F '\t' '$4 == "round"' "$tmp/run/events.tsv" | wc -l)" 3
	is "$1: status of both" "$(file status | sed -n 's/^Pid:.//p' | tr '\n' ' ')" "$one $two "
	is "$1: stat of both" "$(file stat | cut -d ' ' -f 1 | tr '\n' ' ')" "$one $two "
	is "$1: status as it is" "$(file status | still)" "$(cat "/proc/$one/status" "/proc/$two/status" | still)"
	is "$1: no troubles" "$(grep -c '	error	' "$tmp/run/events.tsv")" 0
}

if pmap -d $$ 2>/dev/null | grep -q writeable/private; then
	record --source tools "$one" "$two"
	is_whole tools
	is "tools: the usual kinds" "$(kinds)" "meminfo pmap ps stat status "
	is "tools: says what it found" "$(info source), $(info tools)" "tools, ps=ps aux; pmap=pmap -d"
	# pmap of procps-ng 4 takes 255 PIDs at a time
	cp "$(command -v sleep)" "$tmp/crowd"
	for _ in $(seq 401); do "$tmp/crowd" 60 & done >/dev/null 2>&1
	until [ "$(pgrep -xc crowd)" -ge 401 ]; do sleep 0.05; done
	status "more targets than one pmap takes" 0 timeout 60 "$collect" -q -n 0 -w 0 --source tools -o "$tmp/crowd.run" crowd
	is "all of them are recorded" "$(grep -c '^mapped:' "$tmp"/crowd.run/*.pmap):$(wc -l <"$(ls "$tmp"/crowd.run/*.stat)")" 401:401
	pkill -x -P $$ crowd
	check "tools: pmap as it prints" sh -c "pmap -d $one $two | cmp - $tmp/run/0002-*.pmap"
	COLUMNS=40 PS_FORMAT=pid record --source tools "$one" "$two"
	like "tools: COLUMNS and PS_FORMAT do not cut ps" "$(file ps | head -n 1)" '^USER +PID %CPU .* COMMAND$'
	COLUMNS=40 record --source tools sleep
	check "tools: a target by name" grep -q "^Pid:	$one\$" "$tmp/run/"0002-*.status
	record --source tools -m "^sleep 300" --also maps,smaps_rollup,vmstat
	check "tools: by the command line" grep -q "^Pid:	$two\$" "$tmp/run/"0002-*.status
	check "tools: maps as tail -v prints it" sh -c "tail -n +1 -v \$(sed -n 's/^==> \(.*\) <==\$/\1/p' \
		$tmp/run/0002-*.maps) | cmp - $tmp/run/0002-*.maps"
else
	skip "tools" "no pmap -d here"
fi

for shell in dash bash; do
	command -v $shell >/dev/null || { skip $shell "$shell is not here"; continue; }
	mkdir -p "$tmp/$shell"
	ln -s "$(command -v $shell)" "$tmp/$shell/sh"
	record --via "env PATH=$tmp/$shell:$PATH" "$one" "$two"
	is_whole $shell
done

# A wrapper may start its shell with options; the first process that is gone would end one with -e.
for shell in dash bash mksh busybox zsh; do
	command -v $shell >/dev/null || { skip "$shell -efu" "$shell is not here"; continue; }
	mkdir -p "$tmp/strict-$shell"
	ln -s "$(command -v $shell)" "$tmp/strict-$shell/sh"
	sleep 1 & gone=$!
	record --source tools --via "$tmp/strict-$shell/sh -efus" -n 15 --also fd "$one" "$two" $gone
	wait $gone
	is "$shell -efu: all rounds, and the connection held" "$(grep -c '	round	' "$tmp/run/events.tsv"):$(grep -c connection "$tmp/run/events.tsv")" 16:0
	is "$shell -efu: descriptors of both" "$(cut -d ' ' -f 1 "$tmp/run/"0015-*.fd | tr '\n' ' ')" "$one $two "
	record --via "$tmp/strict-$shell/sh -efus" sleep
	check "$shell -efu: a target by name" grep -q "^Pid:	$one\$" "$tmp/run/"0002-*.status
done

# A folder of its own for PATH: what is not in it is not there.
only() { # NAME PROGRAM COMMAND...: links to PROGRAM
	mkdir -p "$tmp/$1"
	name=$1 program=$2
	shift 2
	for command in "$@"; do ln -sf "$program" "$tmp/$name/$command"; done
}
if command -v busybox >/dev/null; then
	# shellcheck disable=SC2046
	only busybox "$(command -v busybox)" $(busybox --list | grep -v /)
	record --via "env PATH=$tmp/busybox" "$one" "$two"
	is_whole busybox
	like "busybox: its ps is named as what it is" "$(info tools)" '^ps=ps -o .*BusyBox: sizes rounded'
	like "busybox: and gives RSS" "$(file ps | head -n 1)" 'VSZ +RSS'
	if busybox --list | grep -qx pmap; then
		skip "busybox: no pmap" "this one has it"
	else
		is "busybox: maps and smaps_rollup for pmap" "$(kinds)" "maps meminfo ps smaps_rollup stat status "
		check "busybox: maps as tail -v prints it" sh -c "tail -n +1 -v /proc/$one/maps /proc/$two/maps | cmp - $tmp/run/0002-*.maps"
	fi
	record --via "env PATH=$tmp/busybox" sleep
	check "busybox: a target by name" grep -q "^Pid:	$one\$" "$tmp/run/"0002-*.status
else
	skip busybox "busybox is not here"
fi
if command -v toybox >/dev/null; then
	# shellcheck disable=SC2046
	only toybox "$(command -v toybox)" $(toybox)
	toybox sh -c : 2>/dev/null || only toybox "$(command -v dash || command -v sh)" sh
	record --via "env PATH=$tmp/toybox" "$one" "$two"
	is_whole toybox
	like "toybox: its ps with our columns" "$(info tools)" '^ps=ps -A -o USER,PID,%CPU'
	like "toybox: which look like those of ps aux" "$(file ps | head -n 1)" '^USER +PID %CPU +%MEM +VSZ +RSS'
	toybox sh -c : 2>/dev/null || skip "toybox's own sh" "this toybox has none: dash with toybox's commands instead"
else
	skip toybox "toybox is not here"
fi
only bare "$(command -v dash || command -v sh)" sh
only bare "$(command -v cat)" cat
record --via "env -i PATH=$tmp/bare $tmp/bare/sh -c 'exec \"\$0\"'" "$one" "$two"
is_whole "sh and cat alone"
like "sh and cat alone: ps is none" "$(info tools)" '^ps=none; pmap=none'
is "sh and cat alone: the page size all the same" "$(info page_size), $(info clk_tck)" "$(getconf PAGESIZE), 100"
is "no shell is left behind" "$(ps -eo args | grep -c "[P]ATH=$tmp")" 0

status "a command that is not there" 3 "$collect" -q -n 1 --via "$tmp/nothing" -o "$tmp/none" "$one"
check "nothing was written" test ! -e "$tmp/none"
status "a command that gives no shell" 3 "$collect" -q -n 1 --via "true" -o "$tmp/none" "$one"
status "no such target there" 2 "$collect" -q -n 1 --via "env" -o "$tmp/none" no_such_name_at_all
finish
