#!/bin/sh
# 14-collect-kinds - kinds that no file of /proc holds: the number of descriptors, and what a JDK's jstat prints.
. tests/tap.sh
cd "$tmp" || exit 2

# A process with descriptors 0 to 2 and seven more.
sh -c 'exec 3</dev/null 4<&3 5<&3 6<&3 7<&3 8<&3 9<&3; exec sleep 1000' </dev/null >/dev/null 2>&1 & holds=$!
cleanup() { kill "$holds" 2>/dev/null; }
wait_for_name $holds sleep
want="$holds $(ls /proc/$holds/fd | wc -l)"

"$collect" -q -n 0 --also fd -o native.run $holds
is "native: ten descriptors" "$(cat native.run/0000-*.fd)" "$want"
"$collect" -q -n 0 --also fd --source tools -o tools.run $holds
is "by a shell: ten descriptors" "$(cat tools.run/0000-*.fd)" "$want"
"$collect" -q -n 0 --also fd --via 'env' -o via.run $holds
is "behind a transport: ten descriptors" "$(cat via.run/0000-*.fd)" "$want"
"$collect" -q -n 0 -o unasked.run $holds
if [ "$(stat -c %s /proc/self/fd)" -gt 0 ]; then
	is "unasked, where the kernel counts" "$(cat unasked.run/0000-*.fd)" "$want"
else
	is "not unasked, where it would take a folder to be read" "$(ls unasked.run | grep -c '\.fd$')" 0
fi
mkdir -p tree/77/fd && for i in 0 1 2; do ln -s /dev/null tree/77/fd/$i; done
cp /proc/$holds/stat /proc/$holds/status /proc/$holds/maps tree/77/ && printf 'x' >tree/77/cmdline
sed -i "s/^$holds /77 /" tree/77/stat
sed -i "s/^Pid:.*/Pid:	77/" tree/77/status
"$collect" -q -n 0 --ps never --also fd --proc tree -o tree.run 77
is "a recorded tree: its entries are counted" "$(cat tree.run/0000-*.fd)" "77 3"
"$collect" -q -n 0 --also fd -o tar.tar $holds
is "in a tar too" "$(tar xOf tar.tar --wildcards '*.fd')" "$want"

# No JDK is needed: a file of that name mapped makes a JVM, a script of that name makes its tool.
mkdir bin
cat >bin/jstat <<'EOF'
#!/bin/sh
echo " S0C S1C FGC"
echo " 0.0 1.0 $2"
EOF
chmod +x bin/jstat
cp /bin/sleep libjvm.so
cat >hold.py <<'EOF'
import mmap, time
f = open("libjvm.so", "rb")
m = mmap.mmap(f.fileno(), 0, access=mmap.ACCESS_READ)
time.sleep(1000)
EOF
python3 hold.py & jvm=$!
cleanup() { kill "$holds" "$jvm" 2>/dev/null; }
tries=0
until grep -q libjvm.so /proc/$jvm/maps || [ $tries = 100 ]; do sleep 0.1; tries=$((tries + 1)); done
printf '==> %d <==\n S0C S1C FGC\n 0.0 1.0 %d\n' $jvm $jvm >want
PATH="$PWD/bin:$PATH" "$collect" -q -n 0 --also jstat -o jstat.run $jvm $holds
is "jstat: the JVM alone" "$(diff want jstat.run/0000-*.jstat)" ""
PATH="$PWD/bin:$PATH" "$collect" -q -n 0 --also jstat --source tools -o jtools.run $jvm $holds
is "by a shell the same" "$(diff want jtools.run/0000-*.jstat)" ""
if ! command -v jstat >/dev/null; then
	"$collect" -q -n 1 -i 1ms --also jstat -o none.run $jvm
	is "no jstat: the run goes on, and an event says so, once" \
		"$(cut -f 4,5 none.run/events.tsv | grep error)" "error	jstat: no such program (it is a part of the JDK)"
else
	skip "no jstat: the run goes on, and an event says so, once" "a JDK is here"
fi
printf '#!/bin/sh\nsleep 1000\n' >bin/jstat
PATH="$PWD/bin:$PATH" "$collect" -q -i 1s --also jstat -o hung.run $jvm & run=$!
sleep 1; kill -INT $run; kill -INT $run; sleep 0.2; kill -INT $run
wait $run
is "one that hangs is left at a second signal" "$([ -n "$(ls hung.run 2>/dev/null | grep stop)" ] || echo ended)" ended
finish
