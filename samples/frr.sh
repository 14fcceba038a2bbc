#!/bin/sh
# frr.sh [ROUNDS [heap]] - the field's own case: FRR's daemons, an instance created and deleted each round, recorded from outside.
#
# As root, with Debian's frr 8.4.4 and iproute2, and leakline-collect on the PATH:   sh frr.sh 120
# It leaves frr.run in the current folder; with heap: frr-heap.run, of ripd and bgpd with their live heaps. Everything happens in namespaces
# of its own (network, mounts, PIDs): nothing of the host's FRR is touched, and the run's ps shows nothing of the host. The runs in samples/
# are what this script recorded (see samples/README.md).
set -eu
rounds=${1:-120} case=${2:-}
here=$(dirname "$0")
if [ "$case" = heap ]; then daemons='ripd bgpd' run=frr-heap also='--also heap'; else daemons='ripd ospfd' run=frr also=; fi

if [ -z "${LEAKLINE_FRR_INSIDE:-}" ]; then
	command -v vtysh >/dev/null || { echo "frr.sh: no vtysh: apt-get install frr iproute2" >&2; exit 2; }
	LEAKLINE_FRR_INSIDE=1 exec unshare --net --mount --propagation private --pid --fork --mount-proc sh "$0" "$rounds" $case
fi

ip link set lo up
for i in 0 1; do
	ip link add eth$i type veth peer name peer$i
	ip addr add 10.0.$i.1/24 dev eth$i
	ip link set eth$i up
	ip link set peer$i up
done
for folder in /run/frr /etc/frr /var/log/frr; do
	mkdir -p $folder
	mount -t tmpfs none $folder
	chown frr:frr $folder
done
echo 'service integrated-vtysh-config' >/etc/frr/vtysh.conf
echo 'hostname r1' >/etc/frr/frr.conf
for daemon in zebra $daemons; do
	case $daemon in zebra) more='-s 90000000' ;; bgpd) more='-p 1179' ;; *) more= ;; esac
	# shellcheck disable=SC2086
	/usr/lib/frr/$daemon -d -A 127.0.0.1 $more
	sleep 0.5
done
trap 'kill $(cat /run/frr/*.pid) 2>/dev/null' EXIT

pids=
for daemon in $daemons zebra; do pids="$pids $(cat /run/frr/$daemon.pid)"; done
# shellcheck disable=SC2086
leakline-collect -n "$rounds" --settle 150ms $also -o $run.run $pids -- sh "$here/$run-action.sh"
