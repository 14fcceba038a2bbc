#!/bin/sh
# 53-collections - samples/collections: each forces a collection in the runtime that it is for, as leakline(7) says. A runtime that is not here is
# skipped by name.
. tests/tap.sh
samples=$root/samples/collections
cd "$tmp" || exit 2
pid=
cleanup() { [ -z "$pid" ] || kill -9 $pid 2>/dev/null; }
# ready LINE FILE: waits until the program has printed that line.
ready() { tries=0; until grep -q "$1" "$2" 2>/dev/null; do tries=$((tries + 1)); [ $tries -lt 200 ] || return 1; sleep 0.1; done; }

# Each program makes garbage that only a collection frees, and prints "collected" when it was.
if command -v python3 >/dev/null; then
	cp "$samples/python.py" hook.py
	cat >prog.py <<'EOF'
import gc, importlib.util, time, weakref
spec = importlib.util.spec_from_file_location("hook", "hook.py")
spec.loader.exec_module(importlib.util.module_from_spec(spec))
gc.disable()
class Node: pass
a = Node(); a.me = a
weakref.finalize(a, print, "collected", flush=True)
del a
print("ready", flush=True)
while True: time.sleep(0.1)
EOF
	python3 prog.py >python.out & pid=$!
	ready ready python.out; kill -USR2 $pid
	check "python: SIGUSR2 collects a cycle" ready collected python.out
	kill -9 $pid; pid=
else
	skip "python" "python3 is not here"
fi
if command -v node >/dev/null; then
	cat >prog.js <<'EOF'
new FinalizationRegistry(() => console.log('collected')).register({}, 1);
globalThis.registry = new FinalizationRegistry(() => console.log('collected'));
(function () { globalThis.registry.register(new Array(1000), 1); })();
console.log('ready');
setInterval(() => {}, 100);
EOF
	node --expose-gc -r "$samples/node.js" prog.js >node.out & pid=$!
	ready ready node.out; kill -USR2 $pid
	check "node: SIGUSR2 collects" ready collected node.out
	kill -9 $pid; pid=
else
	skip "node" "node is not here"
fi
if command -v jcmd >/dev/null && command -v javac >/dev/null; then
	cat >Prog.java <<'EOF'
import java.lang.ref.*;
public class Prog {
	public static void main(String[] a) throws Exception {
		Reference<Object> r = new SoftReference<>(null);
		WeakReference<Object> w = new WeakReference<>(new Object());
		System.out.println("ready");
		while (w.get() != null) Thread.sleep(50);
		System.out.println("collected");
		Thread.sleep(100000);
	}
}
EOF
	javac Prog.java 2>/dev/null # a JVM, too: on a busy machine jcmd was obeyed by it
	java Prog >java.out & pid=$!
	ready ready java.out
	status "java: jcmd is obeyed" 0 sh "$samples/java.sh" "$pid"
	check "java: and collects" ready collected java.out
	kill -9 $pid 2>/dev/null; pid=
else
	skip "java" "no JDK is here"
fi
if command -v ruby >/dev/null; then
	cat >prog.rb <<'EOF'
$stdout.sync = true
GC.disable
ObjectSpace.define_finalizer(Object.new, proc { puts "collected" })
GC.enable
puts "ready"
loop { sleep 0.1 }
EOF
	ruby -r "$samples/ruby.rb" prog.rb >ruby.out & pid=$!
	ready ready ruby.out; kill -USR2 $pid
	check "ruby: SIGUSR2 collects" ready collected ruby.out
	kill -9 $pid; pid=
else
	skip "ruby" "ruby is not here"
fi
if command -v php >/dev/null && php -m | grep -q pcntl; then
	cat >prog.php <<EOF
<?php
require '$samples/php.php';
class Node { public \$me; function __destruct() { echo "collected\n"; } }
gc_disable();
\$a = new Node(); \$a->me = \$a; unset(\$a);
echo "ready\n";
while (true) usleep(100000);
EOF
	php prog.php >php.out & pid=$!
	ready ready php.out; kill -USR2 $pid
	check "php: SIGUSR2 collects a cycle" ready collected php.out
	kill -9 $pid; pid=
else
	skip "php" "php with pcntl is not here"
fi
# Debian's ocaml-nox comes without ocamlfind.
ocaml=
if command -v ocamlfind >/dev/null; then
	ocaml='ocamlfind ocamlopt -package unix -linkpkg'
elif command -v ocamlopt >/dev/null; then
	ocaml='ocamlopt -I +unix unix.cmxa'
fi
if [ -n "$ocaml" ]; then
	cat >prog.ml <<'EOF'
let () =
  let r = ref 0 in
  Gc.finalise (fun _ -> print_endline "collected") r;
  print_endline "ready"
let () = while true do try Unix.sleepf 0.1 with Unix.Unix_error _ -> () done
EOF
	check "ocaml: it compiles" sh -c "cp $samples/ocaml.ml . && $ocaml ocaml.ml prog.ml -o prog-ocaml"
	./prog-ocaml >ocaml.out & pid=$!
	ready ready ocaml.out; kill -USR2 $pid
	check "ocaml: SIGUSR2 collects" ready collected ocaml.out
	kill -9 $pid; pid=
else
	skip "ocaml" "ocamlopt is not here"
fi
# Every report names the runtime and the one line that forces a collection there; a pass needs none.
for case in node-garbage:node go-keep:go; do
	run=$root/tests/runs/${case%:*}/run.tar.xz runtime=${case#*:}
	for format in text md json; do
		"$analyze" --format $format -o report "$run" 2>/dev/null >report.$format
	done
	said="$runtime: a managed heap; to collect before each reading, add to ACTION: "
	like "$runtime: the text says how to collect" "$(tr -s ' \n' '  ' <report.text)" "$said"
	like "$runtime: so does Markdown" "$(tr -d '`' <report.md)" "$said"
	like "$runtime: so does the page" "$(cat report/report.html)" "$said"
	like "$runtime: JSON has it as fields" "$(tr -d ' \n' <report.json)" "\"runtime\":\"$runtime\",\"collection\":\"[^\"]*samples/collections/$runtime\."
	rm -rf report
done
# An ACTION that has the line is not told to add it.
mkdir asked
tar -xJf "$root/tests/runs/node-garbage/run.tar.xz" -C asked
info=$(find asked -name run.info)
sed -i 's/^action:.*/action: sh -c kill -USR1 812; kill -USR2 812/' "$info"
asked=$("$analyze" --no-report "${info%/*}" 2>/dev/null | tr -s ' \n' '  ')
like "what ACTION has is said to be there" "$asked" 'node: a managed heap; ACTION has USR2, which asks for a collection of a program started with node --expose-gc'
unlike "and not to be added" "$asked" 'add to ACTION'
# A leak may be garbage: the doubt says what would settle it, and does not ask for what ACTION has.
mkdir leak
tar -xJf "$root/tests/runs/go-keep/run.tar.xz" -C leak
info=$(find leak -name run.info)
like "a leak that may be garbage says what would tell" "$("$analyze" --no-report "${info%/*}" 2>/dev/null | tr -s ' \n' '  ')" \
	'may be garbage: what still grows with a collection each round is a leak, or what has grown to four times its size'
sed -i 's,^action:.*,action: curl -s http://localhost:6060/debug/pprof/heap?gc=1,' "$info"
asked=$("$analyze" --no-report "${info%/*}" 2>/dev/null | tr -s ' \n' '  ')
like "and with the collection in ACTION, what that makes of it" "$asked" 'if the collection that ACTION asks for ran each round, it is a leak \(--fail-on provisional'
unlike "and not once more for one" "$asked" 'one each round would tell|with a collection each round'
unlike "nothing is said where memory is freed at once" "$("$analyze" -v --no-report "$root/tests/runs/perl-cache/run.tar.xz" 2>/dev/null)" 'managed heap'
bad=$(grep -oh 'samples/collections/[a-z]*\.[a-z]*' "$root/analyze/wording/runtimes.c" | while read -r file; do [ -e "$root/$file" ] || echo "$file"; done)
is "each sample that a report names is there" "$bad" ""
# What asks a Go program is a request; net/http/pprof answers it with a collection.
if command -v python3 >/dev/null && command -v curl >/dev/null; then
	cat >pprof.py <<'EOF'
import http.server
class Answer(http.server.BaseHTTPRequestHandler):
	def do_GET(self):
		print("asked", self.path, flush=True)
		self.send_response(200)
		self.end_headers()
	def log_message(self, *_): pass
server = http.server.HTTPServer(("127.0.0.1", 0), Answer)
print("ready", server.server_port, flush=True)
server.serve_forever()
EOF
	python3 pprof.py >pprof.out & pid=$!
	ready ready pprof.out
	status "go: it asks" 0 sh "$samples/go.sh" "127.0.0.1:$(sed -n 's/^ready //p' pprof.out)"
	is "go: for a collection" "$(sed -n 's/^asked //p' pprof.out)" '/debug/pprof/heap?gc=1'
	kill -9 $pid; pid=
else
	skip "go" "python3 or curl is not here"
fi
# A node of its own name server, so that no other node is met and nothing stays behind.
if command -v erl >/dev/null && command -v erl_call >/dev/null && command -v epmd >/dev/null; then
	cat >garbage.erl <<'EOF'
-module(garbage).
-export([start/0]).
start() ->
	P = spawn(fun() -> keep(lists:seq(1, 1000000)) end),
	timer:sleep(500),
	io:format("ready~n"),
	freed(P, element(2, process_info(P, memory))).
keep(L) -> _ = length(L), receive never -> ok end.
freed(P, Before) ->
	timer:sleep(50),
	{memory, Now} = process_info(P, memory),
	if Now * 2 < Before -> io:format("collected~n"), timer:sleep(infinity); true -> freed(P, Before) end.
EOF
	ERL_EPMD_PORT=$((20000 + $$ % 20000))
	export ERL_EPMD_PORT
	erlc garbage.erl
	epmd -daemon
	erl -sname "soak$$" -setcookie taste -noinput -s garbage start >erlang.out 2>&1 & pid=$!
	ready ready erlang.out
	status "erlang: erl_call is obeyed" 0 sh "$samples/erlang.sh" "soak$$" taste
	check "erlang: and collects" ready collected erlang.out
	kill -9 $pid; pid=
	sleep 0.2
	epmd -kill >/dev/null
else
	skip "erlang" "erl, erl_call or epmd is not here"
fi
finish
