#!/bin/sh
# 24-via-ssh - a real sshd on loopback, with keys and a port of its own: rounds through it, a cut, and its return.
. tests/tap.sh
sshd=$(PATH=$PATH:/usr/sbin:/sbin command -v sshd) || skip_all "sshd is not here"
command -v ssh >/dev/null && command -v ssh-keygen >/dev/null || skip_all "ssh is not here"
cp "$(command -v sleep)" "$tmp/dozer-by-ssh"
"$tmp/dozer-by-ssh" 300 & one=$!
# What does not change while a process sleeps: SigQ counts the signals of all of a user's processes.
still() { grep -av '^SigQ:\|ctxt_switches:'; }
server=
cleanup() {
	kill "$one" $server 2>/dev/null
	[ -s "$tmp/sshd.pid" ] && kill "$(cat "$tmp/sshd.pid")" 2>/dev/null
}

ssh-keygen -q -t ed25519 -N '' -f "$tmp/host" && ssh-keygen -q -t ed25519 -N '' -f "$tmp/user" || skip_all "no keys can be made"
cp "$tmp/user.pub" "$tmp/authorized"
[ "$(id -u)" = 0 ] && mkdir -p /run/sshd
chmod 700 "$tmp"
start_sshd() { # PORT. SHLVL: bash reads no ~/.bashrc
	cat >"$tmp/sshd.conf" <<-END
		ListenAddress 127.0.0.1
		Port $1
		HostKey $tmp/host
		PidFile $tmp/sshd.pid
		AuthorizedKeysFile $tmp/authorized
		StrictModes no
		UsePAM no
		PasswordAuthentication no
		PermitRootLogin yes
		PrintMotd no
		SetEnv SHLVL=1
	END
	rm -f "$tmp/sshd.pid"
	"$sshd" -f "$tmp/sshd.conf" -E "$tmp/sshd.log" || return 1
	for i in 1 2 3 4 5 6 7 8 9 10; do
		[ -s "$tmp/sshd.pid" ] && kill -0 "$(cat "$tmp/sshd.pid")" 2>/dev/null && return 0
		sleep 0.2
	done
	return 1
}
port=
for try in 47221 47384 48013 49201 50517; do
	if start_sshd $try; then
		port=$try
		break
	fi
done
[ -n "$port" ] || skip_all "sshd does not start here: $(tail -n 1 "$tmp/sshd.log" 2>/dev/null)"
via="ssh -F /dev/null -p $port -i $tmp/user -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=$tmp/known -o LogLevel=ERROR 127.0.0.1"
$via true 2>"$tmp/try" </dev/null || skip_all "no login through ssh here: $(cat "$tmp/try" "$tmp/sshd.log" | tail -n 1)"
# A busy machine takes its time: waits for the first rounds.
await_rounds() { tries=0; until [ "$(events round 2>/dev/null | wc -l)" -ge 2 ] || [ $tries -ge 100 ]; do sleep 0.2; tries=$((tries + 1)); done; }
events() { awk -F '\t' -v what="$1" '$4 == what' "$tmp/run/events.tsv"; }

status "ten rounds over ssh" 0 "$collect" -q -n 9 -i 200ms -o "$tmp/run" --via "$via" "$one" dozer-by-ssh
is "they are there" "$(events round | wc -l)" 10
is "without troubles" "$(events error)" ""
is "source names the transport" "$(sed -n 's/^source: //p' "$tmp/run/run.info")" "$via"
is "status as it is" "$(cat "$tmp/run/"0009*.status | still)" "$(still <"/proc/$one/status")"

# Soaks that stop by themselves: the collector here and the target there, then the collector there, whose stream comes here.
"$bin/leaky" 24 >/dev/null & server=$!
sleep 0.2
("$collect" -o - -q -i 0 -s 1ms -n 600 -w 20 --ps never --via "$via" $server -- kill -USR1 $server 2>"$tmp/err"; echo $? >"$tmp/status") |
	"$analyze" --follow --until decided --no-report - >"$tmp/soak" 2>&1
is "a followed soak over ssh stops at its verdict" $? 1
like "long before its end" "$(cat "$tmp/soak")" ' (9[0-9]|1[0-9][0-9]) rounds in'
is "the collector ends in order" "$(cat "$tmp/status")" 0
is "without a word" "$(cat "$tmp/err")" ""
$via "echo \$\$ >$tmp/there.pid; exec $collect -o - -q -i 0 -s 1ms -n 60000 -w 20 --ps never $server -- kill -USR1 $server" 2>"$tmp/err" </dev/null |
	"$analyze" --follow --until decided --no-report - >"$tmp/soak" 2>&1
is "a collector at the other end of ssh, too" $? 1
like "long before its end, too" "$(cat "$tmp/soak")" ' (9[0-9]|1[0-9][0-9]) rounds in'
for i in 1 2 3 4 5 6 7 8 9 10; do
	kill -0 "$(cat "$tmp/there.pid")" 2>/dev/null || break
	sleep 0.5
done
status "nothing is left there" 1 sh -c "kill -0 $(cat "$tmp/there.pid") 2>/dev/null"
kill $server
server=

# The connection is cut in the middle of a run: the sshd that serves it is ended.
rm -rf "$tmp/run"
"$collect" -q -n 20 -i 300ms -o "$tmp/run" --via "$via" "$one" 2>"$tmp/err" & collector=$!
await_rounds
before=$(events round | wc -l)
for pid in $(ps -eo pid=,ppid= | awk -v parent="$(cat "$tmp/sshd.pid")" '$2 == parent { print $1 }'); do kill "$pid"; done
wait "$collector"
is "a cut connection comes back: the run is complete" $? 0
check "rounds before" test "$before" -ge 2
like "the cut is an event" "$(events error)" 'the connection was lost'
is "the last round is there" "$(events round | tail -n 1 | cut -f 3)" 20
is "one status for each round that counts" "$(ls "$tmp/run" | grep -c '\.status$')" "$(events round | wc -l)"
is "each whole" "$(for file in "$tmp/run/"*.status; do tail -n 1 "$file"; done | grep -vc '^nonvoluntary')" 0

# The host goes away for good.
rm -rf "$tmp/run"
"$collect" -q -n 100 -i 300ms --reconnect 3s -o "$tmp/run" --via "$via" "$one" 2>"$tmp/err" & collector=$!
await_rounds
for pid in $(ps -eo pid=,ppid= | awk -v parent="$(cat "$tmp/sshd.pid")" '$2 == parent { print $1 }'); do kill "$pid"; done
kill "$(cat "$tmp/sshd.pid")"
wait "$collector"
is "it does not come back: exit status 3" $? 3
like "the message says so" "$(cat "$tmp/err")" 'the connection is lost'
check "what was recorded is whole" test "$(events round | wc -l)" -ge 2
finish
