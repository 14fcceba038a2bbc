#!/bin/sh
# 65-fleet-collect - samples/fleet-collect.sh on devices in namespaces of their own: network, host name, processes, an sshd each,
# one with BusyBox alone. Then the table of devices and versions.
. tests/tap.sh
sshd=$(PATH=$PATH:/usr/sbin:/sbin command -v sshd) || skip_all "sshd is not here"
for tool in ssh ssh-keygen ip parallel busybox unshare; do
	PATH=$PATH:/usr/sbin:/sbin command -v $tool >/dev/null || skip_all "$tool is not here"
done
[ "$(id -u)" = 0 ] || skip_all "only root may make network namespaces"
PATH=$PATH:/usr/sbin:/sbin
mkdir -p /run/sshd
tag=ll$$
chmod 700 "$tmp"
# unshare waits and ignores TERM; its child, the first process of the PID namespace, goes with it, and all others.
cleanup() {
	for name in dut1 dut2 dut3; do
		[ -s "$tmp/$name.pid" ] && kill -KILL "$(cat "$tmp/$name.pid")" 2>/dev/null
		ip netns del "$tag-$name" 2>/dev/null
	done
	sleep 0.2
}
ip netns add "$tag-dut1" 2>"$tmp/why" || skip_all "no network namespace can be made here: $(cat "$tmp/why")"
ip netns del "$tag-dut1"
unshare --uts --pid --fork --mount-proc true 2>"$tmp/why" || skip_all "no PID namespace can be made here: $(cat "$tmp/why")"
ssh-keygen -q -t ed25519 -N '' -f "$tmp/user" && ssh-keygen -q -t ed25519 -N '' -f "$tmp/key"
mkdir "$tmp/busybox"
for applet in sh cat ps sleep head kill; do ln -s "$(command -v busybox)" "$tmp/busybox/$applet"; done

# A device: a veth into a namespace, in which an sshd and a server run that see no other process. With SHLVL, bash does not take itself for a
# first shell: what root has in ~/.bashrc (a second of CPU, where a manager of versions is in it) is not read at each login, once a round.
device() { # NUMBER KIB-A-REQUEST PATH VERSION
	name=dut$1 net=10.213.$1
	ip netns add "$tag-$name" && ip link add "$tag$1" type veth peer name eth0 netns "$tag-$name" &&
		ip addr add "$net.1/24" dev "$tag$1" && ip link set "$tag$1" up &&
		ip -n "$tag-$name" addr add "$net.2/24" dev eth0 && ip -n "$tag-$name" link set eth0 up || return 1
	echo "$4" >"$tmp/$name.version"
	cat >"$tmp/$name.conf" <<-END
		ListenAddress $net.2
		HostKey $tmp/key
		PidFile $tmp/$name.sshd
		AuthorizedKeysFile $tmp/user.pub
		StrictModes no
		UsePAM no
		PermitRootLogin yes
		PrintMotd no
		SetEnv PATH=$3 SHLVL=1
	END
	cat >>"$tmp/ssh.conf" <<-END
		Host $name
		  HostName $net.2
		  ConnectTimeout 5
	END
	ip netns exec "$tag-$name" unshare --uts --pid --fork --kill-child --mount-proc sh -c "
		hostname $name
		'$bin/leaky' $2 >/dev/null &
		echo \$! >'$tmp/$name.server'
		exec '$sshd' -D -f '$tmp/$name.conf' -E '$tmp/$name.log'" >/dev/null 2>&1 &
	echo $! >"$tmp/$name.pid"
}
device 1 16 "$PATH" 1.0 && device 2 0 "$PATH" 1.1 && device 3 16 "$tmp/busybox" 1.0 || skip_all "no veth can be made here"
cat >>"$tmp/ssh.conf" <<-END
	Host dut4
	  HostName 10.213.1.77
	  ConnectTimeout 2
	Host *
	  User root
	  IdentityFile $tmp/user
	  UserKnownHostsFile $tmp/known
	  StrictHostKeyChecking no
	  BatchMode yes
	  LogLevel ERROR
END
export SSH="ssh -F $tmp/ssh.conf" COLLECT=$collect ANALYZE=$analyze
for name in dut1 dut2 dut3; do
	for i in 1 2 3 4 5 6 7 8 9 10; do
		$SSH $name true 2>"$tmp/why" </dev/null && continue 2
		sleep 0.3
	done
	skip_all "no login into $name: $(cat "$tmp/why" "$tmp/$name.log" | tail -n 1)"
done

printf '%s\n' dut1 dut2 dut3 >"$tmp/devices"
export ROUNDS=30 COLLECT_OPTIONS='-s 50ms --ps ends' ANALYZE_OPTIONS='--fail-on provisional'
VERSION="cat $tmp/\$(cat /proc/sys/kernel/hostname).version" \
	status "three devices at once" 1 sh samples/fleet-collect.sh "$tmp/devices" "$tmp/soak" leaky -- $SSH {} "kill -USR1 \$(cat $tmp/{}.server)"
is "each has a run" "$(ls "$tmp/soak" | grep -c '\.run$')" 3
is "that is whole: round 0, 20 of warm-up, 30 of each of three devices" "$(awk -F '\t' '$4 == "round"' "$tmp"/soak/*.run/events.tsv | wc -l)" 153
is "by its own name" "$(sed -n 's/^host: //p' "$tmp"/soak/*.run/run.info | tr '\n' ' ')" "dut1 dut2 dut3 "
like "one has BusyBox" "$(cat "$tmp/soak/dut3.run/run.info")" '^tools: .*[Bb]usy[Bb]ox'
is "the table has a row a device" "$(printf '%s\n' "$out" | grep -E '^dut[123] +(leak|suspect|stable)' | awk '{ print $1, $2 }' | sed 's/suspect/leak/' | sed -n 1,3p | tr '\n' ' ')" "dut1 leak dut2 stable dut3 leak "
like "by device" "$out" '^dut1 +1 +1 +0'
like "which versions leak" "$out" '^1\.0 +2 +'
like "and which does not" "$out" '^1\.1 +1 +0 +0'
is "fleet.csv has it too" "$(wc -l <"$tmp/soak/report/fleet.csv")" 4

printf '%s\n' dut4 dut2 >"$tmp/devices"
export ROUNDS=12
status "a device that is away" 2 sh samples/fleet-collect.sh "$tmp/devices" "$tmp/some" leaky -- $SSH {} "kill -USR1 \$(cat $tmp/{}.server)"
like "is named" "$err" 'dut4: nothing was recorded'
is "the others are there" "$(ls "$tmp/some" | grep -c '\.run$')" 1
finish
