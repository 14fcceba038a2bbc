# pools.awk - made runs of services: awk -f tests/pools.awk -v kind=KIND -v rounds=N -v folder=DIR [-v stat=0] [-v rollup=1] [-v meminfo=1]
#   multiply  a program that forks a child every other round and never ends one
#   recycled  a master and eight workers, each of which grows by 20 KiB a round and is replaced after 40 rounds
#   rising    the same, and each new worker begins larger: the sum rises
#   managed   a master and four workers that grow by 8 KiB a round
#   creeping  a master and four workers that grow by 0.2 KiB a round in the free room of their heaps
#   steady    a master and four workers that do not grow
#   member    the same, but the master's own leak is hidden by workers that shrink
#   shells    two shells of nobody in common, and more of them now and then
#   old       recycled, but one worker is never replaced
#   unshare   a master and four workers that have 4000 KiB in common, and no longer share 20 KiB more of it each round: RSS is level
# library=NAME: pmap too, with a mapping of that name
# meminfo=1: what is available, as much less as the sum of rising grows
# stopped=PID: one of them is stopped
# rollup=1: smaps_rollup too, where 1500 KiB of files and, of unshare, what is left in common are divided among all
function stamp(i,    t) { t = 10 * i; return sprintf("%s/%04d-202601%02dT%02d%02d%02d.000Z", folder, i, 1 + t / 86400, t / 3600 % 24, t / 60 % 60, t % 60) }
function add(name, anon, born, grow, life, parent, session) {
	count++
	pid[count] = ++last; called[count] = name; base[count] = anon; begun[count] = born; pace[count] = grow
	ends[count] = life; above[count] = parent; leads[count] = session; alive[count] = 1
}
function noise(i, k) { return 4 * ((i * 7919 + k * 104729 + i * i * 31) % 7) }
function show(i, k,    anon, steps, both) {
	anon = base[k] + 4 * int(pace[k] * (i - begun[k]) / 4) + noise(i, k)
	steps = 132 * int((anon + 331) / 132)
	if (kind == "creeping") steps = base[k] + 3000
	if (kind == "member" || steps > heap[k]) heap[k] = steps
	printf "Name:\t%s\nState:\t%s\nTgid:\t%d\nPid:\t%d\nPPid:\t%d\nVmRSS:\t%d kB\nRssAnon:\t%d kB\nRssFile:\t1500 kB\nRssShmem:\t0 kB\nVmData:\t%d kB\nVmStk:\t132 kB\nVmSwap:\t0 kB\nThreads:\t1\n", called[k], pid[k] == stopped ? "T (stopped)" : "S (sleeping)", pid[k], pid[k], above[k], anon + 1500, anon, heap[k] >(stamp(i) ".status")
	if (rollup) {
		both = kind == "unshare" ? 4000 - 20 * i : 0
		printf "==> /proc/%d/smaps_rollup <==\n5602b7088000-7ffffc47c000 ---p 00000000 00:00 0                          [rollup]\nRss: %d kB\nPss: %d kB\nPss_Anon: %d kB\nPss_File: %d kB\nPss_Shmem: 0 kB\nPrivate_Dirty: %d kB\nAnonymous: %d kB\nSwap: 0 kB\nSwapPss: 0 kB\n\n", pid[k], anon + 1500, anon - both + both / living + 1500 / living, anon - both + both / living, 1500 / living, anon - both, anon >(stamp(i) ".smaps_rollup")
	}
	if (library) printf "%d:   %s\nAddress           Kbytes Mode  Offset           Device    Mapping\n000055d000000000    1500 r-x-- 0000000000000000 008:00001 %s\n00007f0000000000 %7d rw--- 0000000000000000 000:00000   [ anon ]\nmapped: %dK    writeable/private: %dK    shared: 0K\n", pid[k], called[k], library, heap[k], heap[k] + 1500, heap[k] >(stamp(i) ".pmap")
	if (stat != 0 || stat == "")
		printf "%d (%s) %s %d %d %d 0 -1 4194304 100 0 0 0 %d 0 0 0 20 0 1 0 %d 0 0\n", pid[k], called[k], pid[k] == stopped ? "T" : "S", above[k], pid[k], leads[k], i, 1000 + 1000 * begun[k] + pid[k] >(stamp(i) ".stat")
}
BEGIN {
	last = 100
	workers = kind == "recycled" || kind == "rising" || kind == "old"
	name = kind == "multiply" ? "leaky" : kind == "shells" ? "bash" : workers ? "php-fpm" : "nginx"
	if (kind == "shells") { add(name, 3000, 0, 0, 0, 1, 500); add(name, 3100, 0, 0, 0, 2, 600) }
	else add(name, 5000, 0, kind == "member" ? 8 : 0, 0, 1, 100)
	if (workers) for (k = 0; k < 8; k++) add(name, 4000, 0, 20, 5 + 5 * k, 101, 100)
	if (kind == "steady" || kind == "member" || kind == "unshare") for (k = 0; k < 4; k++) add(name, 4000, 0, kind == "member" ? -2 : 0, 0, 101, 100)
	if (kind == "managed") for (k = 0; k < 4; k++) add(name, 4000, 0, 8, 0, 101, 100)
	if (kind == "creeping") for (k = 0; k < 4; k++) add(name, 4000, 0, 0.2, 0, 101, 100)
	if (kind == "old") add(name, 4000, 0, 20, 0, 101, 100)
	for (i = 0; i < rounds; i++) {
		if (kind == "multiply" && i && i % 2 == 0) add(name, 800, i, 0, 0, 101, 100)
		if (kind == "shells" && i % 40 == 20) add(name, 3000, i, 0, 0, 5 + i, 700 + i)
		for (k = count; workers && k > 0; k--)
			if (alive[k] && ends[k] && i - begun[k] >= ends[k]) {
				alive[k] = 0
				add(name, 4000 + (kind == "rising" ? 4 * i : 0), i, 20, 40, 101, 100)
			}
		living = 0
		for (k = 1; k <= count; k++) living += alive[k]
		for (k = 1; k <= count; k++) if (alive[k]) show(i, k)
		if (meminfo) {
			printf "MemTotal: 1048576 kB\nMemFree: 400000 kB\nMemAvailable: %d kB\n", 500000 - (kind == "rising" ? 32 * i : 0) - noise(i, 1) >(stamp(i) ".meminfo")
			close(stamp(i) ".meminfo")
		}
		close(stamp(i) ".status"); close(stamp(i) ".stat"); close(stamp(i) ".smaps_rollup"); close(stamp(i) ".pmap")
	}
}
