#!/bin/sh
# 63-sshlogin - runs that are judged where they lie: GNU parallel over two sshd of our own, and one table, byte for byte.
. tests/tap.sh
sshd=$(PATH=$PATH:/usr/sbin:/sbin command -v sshd) || skip_all "sshd is not here"
command -v ssh >/dev/null && command -v ssh-keygen >/dev/null || skip_all "ssh is not here"
command -v parallel >/dev/null || skip_all "parallel is not here"
parallel --version 2>/dev/null | grep -q 'GNU parallel' || skip_all "parallel is not GNU's"

cleanup() {
	for pid in "$tmp"/one/sshd.pid "$tmp"/two/sshd.pid; do
		[ -s "$pid" ] && kill "$(cat "$pid")" 2>/dev/null
	done
}
chmod 700 "$tmp"
ssh-keygen -q -t ed25519 -N '' -f "$tmp/user" || skip_all "no keys can be made"
[ "$(id -u)" = 0 ] && mkdir -p /run/sshd

# A host has its own key, port, configuration and folder of runs: what is called on it runs in that folder. SHLVL: bash reads no ~/.bashrc.
start_host() { # NAME PORT
	cat >"$tmp/$1/sshd.conf" <<-END
		ListenAddress 127.0.0.1
		Port $2
		HostKey $tmp/$1/key
		PidFile $tmp/$1/sshd.pid
		AuthorizedKeysFile $tmp/user.pub
		StrictModes no
		UsePAM no
		PasswordAuthentication no
		PermitRootLogin yes
		PrintMotd no
		SetEnv SHLVL=1
		ForceCommand cd $tmp/$1/runs && echo $1 >>$tmp/called && exec sh -c "\$SSH_ORIGINAL_COMMAND"
	END
	rm -f "$tmp/$1/sshd.pid"
	"$sshd" -f "$tmp/$1/sshd.conf" -E "$tmp/$1/log" || return 1
	for i in 1 2 3 4 5 6 7 8 9 10; do
		[ -s "$tmp/$1/sshd.pid" ] && kill -0 "$(cat "$tmp/$1/sshd.pid")" 2>/dev/null && return 0
		sleep 0.2
	done
	return 1
}
make_host() { # NAME PORT...
	host=$1
	shift
	mkdir -p "$tmp/$host/runs"
	ssh-keygen -q -t ed25519 -N '' -f "$tmp/$host/key"
	for port; do
		start_host "$host" "$port" || continue
		cat >>"$tmp/ssh.conf" <<-END
			Host $host
			  HostName 127.0.0.1
			  Port $port
			  IdentityFile $tmp/user
			  UserKnownHostsFile $tmp/known
			  StrictHostKeyChecking no
			  BatchMode yes
			  LogLevel ERROR
		END
		ssh -F "$tmp/ssh.conf" "$host" true 2>"$tmp/try" </dev/null && return 0
		skip_all "no login through ssh here: $(cat "$tmp/try" "$tmp/$host/log" | tail -n 1)"
	done
	skip_all "sshd does not start here: $(tail -n 1 "$tmp/$host/log" 2>/dev/null)"
}
make_host one 47231 47394 48023
make_host two 47232 47395 48024
: >"$tmp/called"

# Runs that leak, that do not, with names that are no ASCII; some on one host, some on the other. One name is on both.
cp samples/frr.run.tar.xz tests/runs/ripd/ripd-full.run.tar.xz tests/runs/ripd/ripd-none.run.tar.xz "$tmp/one/runs"
cp tests/runs/ripd/ripd-half.run.tar.xz tests/runs/ripd/ripd-none.run.tar.xz "$tmp/two/runs"
mkdir "$tmp/two/runs/hostile.run"
i=0
while [ $i -lt 40 ]; do
	pid=100
	for comm in 'gr\303\266\303\237e' '=1+1' 'a\\\\b"c' 'red\033[31m' 'cut\303' "it's; rm" '\342\200\256rtl' 'twice' 'twice'; do
		pid=$((pid + 1))
		printf "Name:\t$comm\nPid:\t$pid\nVmRSS:\t%d kB\nRssAnon:\t%d kB\nVmData:\t%d kB\nVmStk:\t132 kB\n" \
			$((5000 + i * (pid - 100) * 4)) $((3000 + i * (pid - 100) * 4)) $((9000 + i * (pid - 100) * 4))
	done >"$tmp/two/runs/hostile.run/$(printf '%04d' $i)-20261123T0516$((i + 10)).000Z.status"
	i=$((i + 1))
done
map="$analyze -q --no-report --format json"
over="parallel --will-cite --ssh 'ssh -F $tmp/ssh.conf'"
# What people added to run.info: groups of the table, columns of fleet.csv.
printf 'format: leakline-run 1\nhost: dut\\n1\nversion: 9.1 \033[31m"\342\202\254"\nsite: a,b\nname: x\nbad key: 1\nversion: 9.2\n' \
	>"$tmp/two/runs/hostile.run/run.info"
mkdir "$tmp/two/runs/empty-keys.run"
cp "$tmp/two/runs/hostile.run"/* "$tmp/two/runs/empty-keys.run"
printf 'format: leakline-run 1\nversion:\nsite: b\n' >"$tmp/two/runs/empty-keys.run/run.info"
merged() { # NAME: what --merge of $tmp/NAME.json says and writes is what one machine said and wrote
	status "$1: merged" 1 "$analyze" -o "$tmp/$1.report" --merge "$tmp/$1.json"
	is "$1: the same table" "$(printf '%s\n' "$out" | sed '1{/^$/d}')" "$2"
	check "$1: the same fleet.csv" cmp "$tmp/all/fleet.csv" "$tmp/$1.report/fleet.csv"
}
table() { sed -n '/runs, corrected over all/,$p' "$tmp/out"; }

# Each host judges what lies on it.
(cd "$tmp" && "$analyze" -q -o "$tmp/all" one/runs/* two/runs/* >"$tmp/out" 2>"$tmp/err")
is "one machine has all runs" "$(sed -n 's/^\([0-9]* runs\), corrected.*/\1/p' "$tmp/out")" "7 runs"
eval "$over -k --nonall -S one,two '$map *'" >"$tmp/where.json" 2>"$tmp/err"
like "versions are a group" "$(cat "$tmp/out")" '^VERSION +RUNS'
like "sites too" "$(cat "$tmp/out")" '^a,b +1 +1 +0'
like "and columns" "$(head -n 1 "$tmp/all/fleet.csv")" '"info_name","info_site","info_version"$'
is "both hosts were asked" "$(sort -u "$tmp/called" | tr '\n' ' ')" "one two "
is "a line a run" "$(wc -l <"$tmp/where.json")" 7
merged where "$(table)"

# Runs that all hosts see are dealt out to them, in a locale without UTF-8 there.
rm -rf "$tmp/all"
: >"$tmp/called"
"$analyze" -q -o "$tmp/all" "$tmp"/*/runs/* >"$tmp/out" 2>"$tmp/err"
eval "$over -k -j 2 -S one,two 'LC_ALL=C $map {}' ::: '$tmp'/*/runs/*" >"$tmp/dealt.json" 2>"$tmp/err"
is "both hosts had work" "$(sort -u "$tmp/called" | tr '\n' ' ')" "one two "
merged dealt "$(table)"

# A host that is away: its runs are missing from the map's output, and parallel's status says so.
kill "$(cat "$tmp/two/sshd.pid")"
eval "$over -k --nonall -S one,two '$map --fail-on never *'" >"$tmp/half.json" 2>"$tmp/err"
is "a host that is away is told by parallel's exit status" $? 1
is "the others have answered" "$(wc -l <"$tmp/half.json")" 3
finish
