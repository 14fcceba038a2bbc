#!/bin/sh
# 60-services - services of Debian that leak and that do not, with their workers recycled and not: the verdict on each as a group
#
# nginx, apache2 (prefork), php-fpm, gunicorn, postgres, sshd, and a supervisor of ours that forks. What is not installed, or has no
# time (SOAK_UNTIL), is named. A shim takes KiB that nobody frees with each connection; gunicorn, the supervisor and the clients of postgres and sshd have bugs
# of their own: connections, sessions and prepared statements that are kept. Where a cgroup with a memory controller can be made each
# server has one of its own, and is judged by that too. ROUNDS (120), ONLY="nginx php-fpm": those alone, KEEP=DIR: the recordings stay
# there.
cd "$(dirname "$0")/../.." || exit 2
B=${B:-build} rounds=${ROUNDS:-120} here=$(pwd)
[ "$(id -u)" = 0 ] || { echo "not root"; exit 77; }
command -v python3 >/dev/null || { echo "no python3"; exit 77; }
make -s "$B/leakline-collect" "$B/leakline-analyze" || exit 2
tmp=$(mktemp -d "${TMPDIR:-/tmp}/leakline-services.XXXXXX") || exit 2
keep=${KEEP:-$tmp}
server='' client='' held='' wrong='' missing='' cgroup=''
for mount in /sys/fs/cgroup/memory /sys/fs/cgroup; do
	[ -e "$mount/cgroup.procs" ] && mkdir "$mount/leakline.$$" 2>/dev/null || continue
	[ -e "$mount/leakline.$$/memory.stat" ] && cgroup=$mount/leakline.$$ && break
	rmdir "$mount/leakline.$$"
done
chmod 755 "$tmp"
# Each server has a session of its own, so that what it forked ends with it.
stop() {
	[ -z "$client" ] || { kill "$client"; wait "$client"; } 2>/dev/null
	[ -z "$server" ] || { kill -- "-$server" || kill "$server"; wait "$server"; } 2>/dev/null
	server='' client=''
}
leave_cgroup() {
	[ -z "$cgroup" ] || for _ in 1 2 3 4 5 6 7 8 9 10; do
		rmdir "$cgroup" 2>/dev/null && return
		while read -r pid; do kill "$pid"; done <"$cgroup/cgroup.procs" 2>/dev/null
		sleep 0.3
	done
}
trap 'stop; leave_cgroup; rm -rf --one-file-system "$tmp"' EXIT
trap 'exit 130' INT TERM HUP # what is cut off tidies up, too

# serve COMMAND...: as a session, in the cgroup if there is one.
cat >"$tmp/serve" <<'SH'
#!/bin/sh
[ -z "$CGROUP" ] || echo $$ >"$CGROUP/cgroup.procs"
[ -z "$SHIM" ] || export LD_PRELOAD="$SHIM" LEAK_BYTES=500
exec "$@"
SH
chmod 755 "$tmp/serve"
serve() { CGROUP=$cgroup SHIM='' exec setsid "$tmp/serve" "$@"; }
serve_leaking() { CGROUP=$cgroup SHIM=$tmp/shim.so exec setsid "$tmp/serve" "$@"; }

# What leaks: LEAK_BYTES with each close of a descriptor.
cat >"$tmp/shim.c" <<'C'
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
int close(int fd)
{
	static int (*real)(int);
	const char *size = getenv("LEAK_BYTES");
	if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "close");
	if (size && fd > 2) { char *lost = malloc((size_t)atoi(size)); if (lost) memset(lost, 1, (size_t)atoi(size)); }
	return real(fd);
}
C
${CC:-cc} -shared -fPIC -O1 -o "$tmp/shim.so" "$tmp/shim.c" -ldl || exit 2
chmod 755 "$tmp/shim.so"

# load.py HOW PORT COUNT: connections that come and go.
cat >"$tmp/load.py" <<'PY'
import socket, struct, sys
how, port, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
def fastcgi(script):
    def record(kind, body): return struct.pack(">BBHHBB", 1, kind, 1, len(body), 0, 0) + body
    names = {"SCRIPT_FILENAME": script, "REQUEST_METHOD": "GET"}
    pairs = b"".join(bytes([len(k), len(v)]) + k.encode() + v.encode() for k, v in names.items())
    return record(1, struct.pack(">HB5x", 1, 0)) + record(4, pairs) + record(4, b"") + record(5, b"")
for _ in range(count):
    with socket.create_connection(("127.0.0.1", port), 20) as s:
        if how == "http": s.sendall(b"GET / HTTP/1.0\r\nHost: a\r\n\r\n")
        elif how == "ssh": s.sendall(b"SSH-2.0-load\r\n")
        elif how == "postgres": s.sendall(struct.pack(">II", 41, 196608) + b"user\0postgres\0database\0postgres\0\0")
        else: s.sendall(fastcgi(how))
        s.settimeout(20)
        while how != "ssh" and how != "postgres" and s.recv(65536): pass
        if how in ("ssh", "postgres"): s.recv(65536)
PY

# client.py KIND PORT KEY: a client that goes on, and does a round's work for each connection to 18087. keep: one more connection to
# postgres; prepare: four connections that never drop what they prepare; recycle: the same, and one of them is renewed after 40 rounds;
# query: four that only ask; session: one more session of ssh.
cat >"$tmp/client.py" <<'PY'
import atexit, os, signal, socket, struct, subprocess, sys
kind, port, key = sys.argv[1], int(sys.argv[2]), sys.argv[3]
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
class Postgres:
    def __init__(self):
        self.s = socket.create_connection(("127.0.0.1", port), 20)
        self.rest, self.number, self.rounds = b"", 0, 0
        self.s.sendall(struct.pack(">II", 41, 196608) + b"user\0postgres\0database\0postgres\0\0")
        self.wait()
    def wait(self): # until it is ready for a query
        while True:
            while len(self.rest) < 5 or len(self.rest) < 1 + struct.unpack(">I", self.rest[1:5])[0]:
                more = self.s.recv(65536)
                if not more: raise SystemExit("postgres went away")
                self.rest += more
            tag, size = self.rest[:1], 1 + struct.unpack(">I", self.rest[1:5])[0]
            self.rest = self.rest[size:]
            if tag == b"Z": return
    def ask(self, text):
        body = text.encode() + b"\0"
        self.s.sendall(b"Q" + struct.pack(">I", len(body) + 4) + body)
        self.wait()
    def prepare(self):
        self.number += 1
        self.ask("prepare p%d as select 1, $1::int" % self.number)
kept = []
atexit.register(lambda: [one.kill() for one in kept if isinstance(one, subprocess.Popen)])
if kind in ("prepare", "recycle", "query"): kept = [Postgres() for _ in range(4)]
if kind == "recycle":
    for i, one in enumerate(kept): one.rounds = -10 * i
def session():
    p = subprocess.Popen(["ssh", "-i", key, "-p", str(port), "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null",
        "-o", "LogLevel=ERROR", "127.0.0.1", "echo yes; exec sleep 100000"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    p.stdout.readline()
    return p
def work():
    if kind == "keep":
        kept.append(Postgres())
        kept[-1].ask("select 1")
    elif kind == "session": kept.append(session())
    for i in range(len(kept) if kind in ("prepare", "recycle", "query") else 0):
        for _ in range(8):
            if kind == "query": kept[i].ask("select 1, 2")
            else: kept[i].prepare()
        kept[i].rounds += 1
        if kind == "recycle" and kept[i].rounds >= 40:
            kept[i].s.close()
            kept[i] = Postgres()
listener = socket.create_server(("127.0.0.1", 18087))
while True:
    s, _ = listener.accept()
    s.recv(4096)
    work()
    s.sendall(b"HTTP/1.0 200 OK\r\n\r\n")
    s.close()
PY

# Does the report say of a pool whose workers leak and are replaced in time that it is so? BY NAME: in $tmp/NAME.out.
says_so() {
	case $1:$2 in
	cgroup:* | *-leak-0) return 0 ;; # it tells of no lives; none is replaced
	*:*-leak-* | *:postgres-recycle) tr -s '\n ' ' ' <"$tmp/$2.out" | grep -q 'each worker grows [0-9.]* ± [0-9.]* KiB a round and is replaced after [0-9]* rounds' ;;
	esac
}
# judge NAME WANT HOW PORT COUNT [OPTION...]: records the tree of $server under load, and compares the verdict on the group.
judge() {
	name=$1 want=$2 how=$3 port=$4 count=$5
	shift 5
	for _ in $(seq 100); do
		python3 "$tmp/load.py" "$how" "$port" 1 2>/dev/null && break
		sleep 0.2
	done
	"$B/leakline-collect" -q -n "$rounds" --tree ${cgroup:+--cgroup "$cgroup"} -o "$keep/$name.run" "$server" "$@" -- python3 "$tmp/load.py" "$how" "$port" "$count" 2>"$tmp/$name.err" || cat "$tmp/$name.err"
	stop
	for by in tree name ${cgroup:+cgroup}; do
		"$B/leakline-analyze" -q -o "$tmp/$name.$by" --group "$by" "$keep/$name.run" >"$tmp/$name.out" 2>&1
		status=$?
		got=$(sed 's/"//g' "$tmp/$name.$by/groups.csv" 2>/dev/null | awk -F, 'NR > 1 && $6 >= most { most = $6; got = $7 " " $8 " " $4 " > " $5 " members, " $6 " lives, " $11 " KiB a round" } END { print got }')
		echo "$name by $by: ${got:-no group}, exit $status, wanted $want"
		sed -n '/^GROUP/,/^$/p' "$tmp/$name.out" | sed 's/^/    /' | head -n 4
		case $got:$want:$status in
		"$want "*) if says_so "$by" "$name"; then held="$held $name/$by"; else wrong="$wrong $name/$by:sentence"; fi ;;
		:stable:0) held="$held $name/$by" ;; # no two of them lived at a time
		*) wrong="$wrong $name/$by:${got%% *}" ;;
		esac
	done
}
wanted() {
	case " ${ONLY:-$1} " in *" $1 "*) ;; *) return 1 ;; esac
	[ -x "$2" ] && [ "$(date +%s)" -lt "${SOAK_UNTIL:-99999999999}" ] || { missing="$missing $1"; return 1; }
}

# A supervisor of ours: it forks a worker for each connection; with a bug it forgets every tenth.
cat >"$tmp/super.py" <<'PY'
import os, signal, socket, sys, time
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
listener = socket.create_server(("127.0.0.1", int(sys.argv[1])), backlog=64)
forget = sys.argv[2] == "leak"
seen = 0
while True:
    s, _ = listener.accept()
    seen += 1
    if os.fork() == 0:
        listener.close()
        s.recv(4096); s.sendall(b"HTTP/1.0 200 OK\r\n\r\n"); s.close()
        if forget and seen % 20 == 0: time.sleep(100000)
        os._exit(0)
    s.close()
PY
if wanted supervisor "$(command -v python3)"; then
	for bug in leak none; do
		serve python3 "$tmp/super.py" 18080 $bug & server=$!
		[ $bug = leak ] && want=leak || want=stable
		judge supervisor-$bug "$want" http 18080 10
	done
fi

if wanted nginx /usr/sbin/nginx; then
	printf 'daemon off; master_process on; worker_processes 4; pid %s/nginx.pid; error_log /dev/null;\nenv LEAK_BYTES;\nevents { worker_connections 64; accept_mutex on; }\nhttp { access_log off; server { listen 127.0.0.1:18081 reuseport; location / { return 200 "yes"; } } }\n' "$tmp" >"$tmp/nginx.conf"
	serve_leaking /usr/sbin/nginx -c "$tmp/nginx.conf" & server=$!
	judge nginx-leak leak http 18081 40
	serve /usr/sbin/nginx -c "$tmp/nginx.conf" & server=$!
	judge nginx-none stable http 18081 40
fi

if wanted apache2 /usr/sbin/apache2; then
	modules=/usr/lib/apache2/modules
	for case in leak:0:leak leak:100:stable none:0:stable none:100:stable; do
		IFS=: read -r bug limit want <<X
$case
X
		printf 'ServerRoot %s\nPidFile %s/apache.pid\nListen 127.0.0.1:18082\nServerName a\nErrorLog /dev/null\nLoadModule mpm_prefork_module %s/mod_mpm_prefork.so\nLoadModule authz_core_module %s/mod_authz_core.so\nUser www-data\nGroup www-data\nDocumentRoot %s\nStartServers 4\nMinSpareServers 4\nMaxSpareServers 4\nMaxRequestWorkers 4\nMaxConnectionsPerChild %s\n' "$tmp" "$tmp" "$modules" "$modules" "$tmp" "$limit" >"$tmp/apache.conf"
		rm -f "$tmp/apache.pid"
		if [ "$bug" = leak ]; then serve_leaking /usr/sbin/apache2 -DFOREGROUND -f "$tmp/apache.conf" &
		else serve /usr/sbin/apache2 -DFOREGROUND -f "$tmp/apache.conf" & fi
		server=$!
		judge "apache2-$bug-$limit" "$want" http 18082 40
	done
fi

for fpm in /usr/sbin/php-fpm*; do [ -x "$fpm" ] && break; done
if wanted php-fpm "$fpm"; then
	echo '<?php echo "yes";' >"$tmp/a.php"
	for case in leak:0:leak leak:100:stable none:0:stable none:100:stable; do
		IFS=: read -r bug limit want <<X
$case
X
		printf '[global]\ndaemonize = no\nerror_log = /dev/null\n[www]\nuser = www-data\ngroup = www-data\nlisten = 127.0.0.1:18083\npm = static\npm.max_children = 4\npm.max_requests = %s\nclear_env = no\n' "$limit" >"$tmp/fpm.conf"
		if [ "$bug" = leak ]; then serve_leaking "$fpm" -n -F -y "$tmp/fpm.conf" &
		else serve "$fpm" -n -F -y "$tmp/fpm.conf" & fi
		server=$!
		judge "php-fpm-$bug-$limit" "$want" "$tmp/a.php" 18083 40
	done
fi

if wanted gunicorn /usr/bin/gunicorn; then
	printf 'kept = []\ndef leak(e, start):\n    kept.append(bytearray(600))\n    start("200 OK", [])\n    return [b"yes"]\ndef none(e, start):\n    start("200 OK", [])\n    return [b"yes"]\n' >"$tmp/app.py"
	for case in leak:0:leak leak:150:stable none:0:stable none:150:stable; do
		IFS=: read -r bug limit want <<X
$case
X
		(cd "$tmp" && serve /usr/bin/gunicorn -w 3 --max-requests "$limit" -b 127.0.0.1:18084 "app:$bug") >/dev/null 2>&1 & server=$!
		judge "gunicorn-$bug-$limit" "$want" http 18084 30
	done
fi

for postgres in /usr/lib/postgresql/*/bin/postgres; do [ -x "$postgres" ] && break; done
if wanted postgres "$postgres"; then
	mkdir "$tmp/data" && chown postgres "$tmp/data"
	su postgres -s /bin/sh -c "'${postgres%postgres}initdb' -A trust -D '$tmp/data'" >/dev/null 2>&1
	serve su postgres -s /bin/sh -c "exec '$postgres' -D '$tmp/data' -p 18085 -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c logging_collector=off -c log_destination=stderr 2>/dev/null" & server=$!
	sleep 3
	server=$(head -n 1 "$tmp/data/postmaster.pid" 2>/dev/null)
	judge postgres-none stable postgres 18085 20
	for case in keep:leak prepare:leak recycle:stable query:stable; do
		serve su postgres -s /bin/sh -c "exec '$postgres' -D '$tmp/data' -p 18085 -c max_connections=300 -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c logging_collector=off -c log_destination=stderr 2>/dev/null" & server=$!
		sleep 3
		server=$(head -n 1 "$tmp/data/postmaster.pid" 2>/dev/null)
		python3 "$tmp/client.py" "${case%:*}" 18085 - & client=$!
		judge "postgres-${case%:*}" "${case#*:}" http 18087 1
	done
fi

if wanted sshd /usr/sbin/sshd; then
	mkdir -p /run/sshd
	ssh-keygen -q -t ed25519 -N '' -f "$tmp/key"
	serve /usr/sbin/sshd -D -f /dev/null -h "$tmp/key" -p 18086 -o ListenAddress=127.0.0.1 -o UsePAM=no -o PidFile="$tmp/sshd.pid" -o MaxStartups=1000 2>/dev/null & server=$!
	judge sshd-none stable ssh 18086 10
	cp "$tmp/key.pub" "$tmp/authorized"
	serve /usr/sbin/sshd -D -f /dev/null -h "$tmp/key" -p 18086 -o ListenAddress=127.0.0.1 -o UsePAM=no -o PidFile="$tmp/sshd.pid" -o StrictModes=no -o AuthorizedKeysFile="$tmp/authorized" 2>/dev/null & server=$!
	sleep 1
	python3 "$tmp/client.py" session 18086 "$tmp/key" & client=$!
	judge sshd-sessions leak http 18087 1
fi
cd "$here" || exit 2
echo "$(echo "$held$wrong" | wc -w) verdicts, $(echo "$wrong" | wc -w) bad; held:${held:- none}${wrong:+; wrong:$wrong}${missing:+; not tried:$missing}"
[ -z "$wrong" ]
