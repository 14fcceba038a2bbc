#!/bin/sh
# 43-attribution - is growth attributed right? Three actions on FRR's daemons, of which one leaks in each; a leak by time, by both, by the harness
#
# leaky is the sample: it loses 24 KiB at SIGUSR1, whoever sends it. FRR needs root, Debian's frr, iproute2 and a compiler; ROUNDS (240).
set -u
cd "$(dirname "$0")/../.." || exit 2
B=${B:-build} rounds=${ROUNDS:-240}
case $B in /*) bin=$B ;; *) bin=$(pwd)/$B ;; esac
export LEAKLINE_BIN="$bin"
tmp=${LEAKLINE_FRR_INSIDE:-${KEEP:-$(mktemp -d "${TMPDIR:-/tmp}/leakline.XXXXXX")}} && mkdir -p "$tmp" || exit 2

# What is lost, and by what: ripd forgets hash tables of its instance (FRR 8.4 as it is). The other two lose what this library takes from them:
# ospfd 6 KiB at each raw socket, zebra 6 KiB at each route that it gives the kernel.
make_shim()
{
	cat >"$tmp/shim.c" <<-'END'
		#define _GNU_SOURCE
		#include <dlfcn.h>
		#include <linux/netlink.h>
		#include <linux/rtnetlink.h>
		#include <stdlib.h>
		#include <string.h>
		#include <sys/socket.h>

		static char *volatile lost; /* else the compiler leaves both calls out */

		static void lose(void)
		{
			lost = malloc(6144);
			if (lost)
				memset(lost, 1, 6144);
		}

		int socket(int domain, int type, int protocol)
		{
			int (*next)(int, int, int) = (int (*)(int, int, int))dlsym(RTLD_NEXT, "socket");

			if (domain == AF_INET && protocol == 89)
				lose();
			return next(domain, type, protocol);
		}

		ssize_t sendmsg(int fd, const struct msghdr *message, int flags)
		{
			ssize_t (*next)(int, const struct msghdr *, int) =
				(ssize_t (*)(int, const struct msghdr *, int))dlsym(RTLD_NEXT, "sendmsg");
			const struct nlmsghdr *head = message->msg_iovlen ? message->msg_iov[0].iov_base : NULL;

			if (head && message->msg_iov[0].iov_len >= sizeof *head && head->nlmsg_type == RTM_NEWROUTE)
				lose();
			return next(fd, message, flags);
		}
	END
	${CC:-cc} -shared -fPIC -O1 -o "$tmp/shim.so" "$tmp/shim.c"
}

record_frr()
{
	ip link set lo up
	for i in 0 1; do
		ip link add eth$i type veth peer name peer$i && ip addr add 10.0.$i.1/24 dev eth$i && ip link set eth$i up && ip link set peer$i up ||
			exit 77
	done
	for folder in /run/frr /etc/frr /var/log/frr; do mkdir -p $folder && mount -t tmpfs none $folder && chown frr:frr $folder; done
	echo 'service integrated-vtysh-config' >/etc/frr/vtysh.conf
	echo 'hostname r1' >/etc/frr/frr.conf
	trap 'kill $(cat /run/frr/*.pid) 2>/dev/null' EXIT
	for daemon in zebra ripd ospfd staticd; do
		case $daemon in zebra) more='-s 90000000' ;; *) more= ;; esac
		case $daemon in zebra | ospfd) shim=$tmp/shim.so ;; *) shim= ;; esac
		# shellcheck disable=SC2086
		LD_PRELOAD=$shim /usr/lib/frr/$daemon -d -A 127.0.0.1 $more
		sleep 0.5
	done 2>"$tmp/frr.log"
	"$bin/leakline-collect" -q -n "$rounds" --settle 50ms --ps never --control idle --block 2 -o "$tmp/frr.run" \
		--action rip="vtysh -c 'configure terminal' -c 'router rip' -c 'network eth0' -c 'network eth1' -c 'exit' -c 'no router rip'" \
		--action ospf="vtysh -c 'configure terminal' -c 'router ospf' -c 'network 10.0.0.0/16 area 0' -c 'exit' -c 'no router ospf'" \
		--action static="vtysh -c 'configure terminal' -c 'ip route 192.0.2.0/24 10.0.0.2'; sleep 0.05; vtysh -c 'configure terminal' -c 'no ip route 192.0.2.0/24 10.0.0.2'" \
		"$(cat /run/frr/ripd.pid)" "$(cat /run/frr/ospfd.pid)" "$(cat /run/frr/zebra.pid)" || exit 2
}
if [ -n "${LEAKLINE_FRR_INSIDE:-}" ]; then
	record_frr
	exit
fi
[ -n "${KEEP:-}" ] || trap 'rm -rf "$tmp"' EXIT

can_frr() {
	[ "$(id -u)" = 0 ] || { echo "FRR left out: not root"; return 1; }
	for program in vtysh /usr/lib/frr/ospfd ip unshare "${CC:-cc}"; do
		command -v "$program" >/dev/null || { echo "FRR left out: no $program"; return 1; }
	done
	make_shim
}

# record NAME KIB_BY_TIME? ARGUMENT... - leaky under that design; "time": a request each 0.1 s besides, whatever is done.
record()
{
	name=$1 time=$2
	shift 2
	"$bin/leaky" >"$tmp/pid" & server=$!
	ticker=
	sleep 0.2
	[ "$time" = no ] || { while sleep 0.1; do kill -USR1 $server; done 2>/dev/null & ticker=$!; }
	export server
	"$bin/leakline-collect" -q -n 120 -w 20 -i 100ms -s 10ms --ps never --block 2 -o "$tmp/$name.run" "$@" "$server"
	[ -z "$ticker" ] || kill $ticker
	kill $server
	wait 2>/dev/null
}
record by-action no --control idle --action reload='kill -USR1 $server'
record by-time yes --control idle --action reload=true
record by-both yes --control idle --action reload='kill -USR1 $server; sleep 0.02; kill -USR1 $server'
record by-harness no --control 'kill -USR1 $server' --action reload='kill -USR1 $server; true'
truth="by-action:leaky:by-action:reload:24 by-time:leaky:by-time:: by-both:leaky:by-both:reload:48 by-harness:leaky:by-time::"
if can_frr; then
	LEAKLINE_FRR_INSIDE=$tmp unshare --net --mount --propagation private --pid --fork --mount-proc sh "$0" || exit
	truth="$truth frr:ripd:by-action:rip: frr:ospfd:by-action:ospf:6 frr:zebra:by-action:static:6"
fi

# shellcheck disable=SC2086
python3 - "$tmp" $truth <<'END'
import json, os, shutil, subprocess, sys
folder, truths = sys.argv[1], [t.split(":") for t in sys.argv[2:]]
analyze = os.environ["LEAKLINE_BIN"] + "/leakline-analyze"

def said(run, name):
    out = subprocess.run([analyze, "--format", "json", run], capture_output=True, text=True).stdout
    for process in json.loads(out)["processes"]:
        if process["name"] == name:
            life = process["lives"][0] if "lives" in process else process
            return life.get("attribution") or process.get("attribution") or {}
    return {}

def cut(run, last, to):
    shutil.rmtree(to, ignore_errors=True)
    os.makedirs(to)
    for file in os.listdir(run):
        if file[:1].isdigit() and int(file.split("-")[0]) <= last or file == "run.info":
            os.link(os.path.join(run, file), os.path.join(to, file))
    with open(os.path.join(to, "events.tsv"), "w") as events:
        for line in open(os.path.join(run, "events.tsv")):
            number = line.split("\t")[2]
            if number and int(number) <= last:
                events.write(line)

bad = 0
print(f"{'RUN':12} {'PROCESS':8} {'TRUTH':18} {'SAID':18} {'KIB AN ACTION':>22} {'ROUNDS IT TOOK':>14}")
for run, name, word, arm, kib in truths:
    path = os.path.join(folder, run + ".run")
    last = max(int(f.split("-")[0]) for f in os.listdir(path) if f[:1].isdigit())
    right = lambda a: a.get("word") == word and (a.get("arm") or "") == arm
    whole, took = said(path, name), None
    for n in range(last, 39, -20):
        cut(path, n, os.path.join(folder, "cut.run"))
        if not right(said(os.path.join(folder, "cut.run"), name)):
            break
        took = n
    of = next((p for p in whole.get("arms", []) if p.get("arm") == arm), {})
    numbers = f"{of['kib_per_action']:.2f} ({of['low']:.2f} to {of['high']:.2f})" if of else "-"
    wrong = not right(whole) or (kib and of and not of["low"] - 0.1 * float(kib) <= float(kib) <= of["high"] + 0.1 * float(kib))
    bad += bool(wrong)
    print(f"{run:12} {name:8} {word + ' ' + arm:18} {str(whole.get('word')) + ' ' + (whole.get('arm') or ''):18} {numbers:>22} {str(took):>14} {'WRONG' if wrong else ''}")
print(f"{len(truths)} processes, {bad} bad")
sys.exit(bool(bad))
END
