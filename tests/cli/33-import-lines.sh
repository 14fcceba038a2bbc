#!/bin/sh
# 33-import-lines - lines of logs as people write them, 40 rounds of a minute: each is read with its number, or refused by name.
. tests/tap.sh
tab=$(printf '\t')

# A round of text: @K is what grows by 40 KiB, @B the same in bytes, @E with an exponent, @M in bytes that are no whole pages, @F what does not grow; @m is the
# minute, @o 0 or 30 in turn, @w a number that counts on every eight rounds, within which @s rises, @r rises and goes on from one to the next, @j one that does every three, @v one that does every 14,
# within which @u rises and @d stays, @p 4711 or 4712 in turn,
# of which @P is what each has; @e the time in seconds, @n counts from 0; \n, \t, \r and \033 are as in printf.
rounds() { # TEXT
	LINE=$1 awk 'BEGIN {
		line = ENVIRON["LINE"]
		gsub(/\\n/, "\n", line); gsub(/\\t/, "\t", line); gsub(/\\r/, "\r", line); gsub(/\\033/, "\033", line)
		for (i = 0; i < 40; i++) {
			text = line
			gsub(/@E/, sprintf("%.10e", (24004 + 40 * i) * 1024), text); gsub(/@K/, 24004 + 40 * i, text); gsub(/@B/, (24004 + 40 * i) * 1024, text); gsub(/@F/, 51200, text)
			gsub(/@M/, (24004 + 40 * i) * 1024 + 1 + i * 997 % 4000, text)
			gsub(/@w/, 17 + int(i / 8), text); gsub(/@s/, 24004 + i % 8 * 400, text); gsub(/@j/, 1 + int(i / 3), text)
			gsub(/@r/, 24004 + 1000 * int(i / 8) + i % 8 * 1000, text); gsub(/@v/, 17 + int(i / 14), text); gsub(/@u/, 24004 + i % 14 * 400, text); gsub(/@d/, 60000 - 10000 * int(i / 14), text)
			gsub(/@p/, 4711 + i % 2, text); gsub(/@P/, i % 2 ? 51200 : 24004 + 40 * i, text)
			gsub(/@m/, 10 + i, text); gsub(/@e/, 1793606400 + 60 * i, text); gsub(/@n/, i, text)
			print text
		}
	}'
}
while IFS=$tab read -r what wanted line pattern also; do
	rounds "$line" >"$tmp/lines.log"
	status "$what: its status" "$wanted" "$analyze" --no-report "$tmp/lines.log"
	for like in "$pattern" "$also"; do
		[ -z "$like" ] || like "$what: $like" "$out$err" "$like"
	done
done <<'end'
a goal beside	0	2026-11-02 08:@m:00 RSS goal 512 MB, RSS @K kB	suspect +unnamed .*\+40\.0 .*25 564
a cap of a service	0	2026-11-02 08:@m:00 web RSS cap 512 MB; rss now @K kB	suspect +.*\+40\.0 .*25 564
a warning and a critical bound	0	2026-11-02 08:@m:00 rss_warn=409600 rss_critical_mb=512 rss=@K	1 process
a bound of two words	0	2026-11-02 08:@m:00 rss_kill_limit_kb=512000 rss_kb=@K	suspect +unnamed .*\+40\.0 
a target behind the name	0	2026-11-02 08:@m:00 RSS target: 512 MB RSS: @K kB	suspect +unnamed .*\+40\.0 
a target in front of it	0	2026-11-02 08:@m:00 target RSS: @K kB	suspect +target .*\+40\.0 
WARN in front of it	0	2026-11-02 08:@m:00 WARN rss: @K kB	suspect +unnamed .*\+40\.0 
a request of Kubernetes	0	2026-11-02 08:@m:00 memory_request_mb=512 memory_mb=@K	\+40 960 
a cap alone	2	2026-11-02 08:@m:00 RSS cap 512 MB	no run is in it
a bound far behind	2	2026-11-02 08:@m:00 RSS of all of them is below a cap of 512 MB	no run is in it
a process that is called as a bound, which changes	2	2026-11-02 08:@m:00 rss_target=@K rss_web=@F	rss_target changes as a bound does not
a service that is called as one	2	2026-11-02 08:@m:00 reservation rss=@K kB web rss=@F kB	reservation rss changes as a bound does not
the same behind the name	2	2026-11-02 08:@m:00 rss_budget=@K rss_web=@F	rss_budget changes as a bound does not
and one that may be a bound	0	2026-11-02 08:@m:00 rss_target=@F rss_web=@K	rss_target may be a bound or a process, and is left out	suspect +web .*\+40\.0
a process whose name begins so	0	2026-11-02 08:@m:00 rss_request_handler=@K rss_web=@F	suspect +request_handler .*\+40\.0
a bound alone	2	2026-11-02 08:@m:00 rss_warn=409600	no run is in it
bytes with an exponent, as rrdtool has them	0	                            rss\n\n@e: @E	40 rounds in 39 min 0 s	suspect +unnamed .*\+40\.0 .*25 564
a change to what is never another	2	2026-11-02 08:@m:00 RSS from @K kB to 512 MB	may be a bound: record
bytes of six digits, as awk prints them	2	2026-11-02 08:@m:00 rss=2.4@me+07	whether they are KiB or bytes
an arrow to it	2	2026-11-02 08:@m:00 RSS @K kB -> 512 MB	may be a bound: record
an arrow to what is now	0	2026-11-02 08:@m:00 RSS 9000 kB -> @K kB	suspect +unnamed .*\+40\.0 .*25 564
a change of which both ends differ	0	2026-11-02 08:@m:00 RSS from 200@m kB to @K kB	suspect +unnamed .*\+40\.0 .*25 564
means of bytes	2	2026-11-02 08:@m:00 rss=@M	does not show|do not show whether they are KiB or bytes.*named\.log
bytes	0	2026-11-02 08:@m:00 rss=@B	suspect +unnamed .*\+40\.0 .*25 564
KiB from a GiB on	0	2026-11-02 08:@m:00 rss=12@K4	suspect +unnamed .*\+400
bytes behind a size that may be either	2	2026-11-02 08:@m:00 web rss=921600\n2026-11-02 08:@m:00 db rss=@B	whether they are KiB or bytes
two values that tell one memory	2	2026-11-02 08:@m:00 rss=@F kB RSS=@K kB	differ: put a name in front of each
and with a name in front of each	0	2026-11-02 08:@m:00 web rss=@F kB db RSS=@K kB	suspect +db .*\+40\.0 
one of them in MB	0	2026-11-02 08:@m:00 RSS: 24 MB rss=24004 kB	1 process.*|stable
seconds in front of a colon	0	@e:VmRSS:\t @K kB	40 rounds in 39 min 0 s
a date in front of a colon	0	2026-11-02-08:@m:00:INFO - cycle @n done: memory usage: @K kB	40 rounds in 39 min 0 s
a date and a time in front of a colon	0	2026-11-02 08:@m:00:INFO:rss: @K kB	40 rounds in 39 min 0 s
a status that paste joined	0	2026-11-02 08:@m:00 Name:\tweb Pid:\t4711 VmRSS:\t   @K kB\n2026-11-02 08:@m:00 Name:\tdb Pid:\t4712 VmRSS:\t   @F kB	suspect +web +4711 .*\+40\.0 	2 processes
the same without PIDs	0	2026-11-02 08:@m:00 \nName:\tweb\tVmRSS:\t   @K kB\nName:\tdb\tVmRSS:\t   @F kB	suspect +web .*\+40\.0 	2 processes
what a terminal shows of watch	0	\033[H\033[2J\033[1;1HEvery 60.0s: ps -o pid,rss,cmd      h1: Mon Nov  2 08:@m:00 2026\033[3;1H\r\n\r\n    PID   RSS CMD\r\n   4711 @K /usr/bin/web\r	40 rounds in 39 min 0 s
a table of console.table()	0	2026-11-02 08:@m:00 \n┌─────────┬──────────┐\n│ (index) │  Values  │\n├─────────┼──────────┤\n│   rss   │ @B │\n│ heapTotal │ 6537216 │\n│ arrayBuffers │  17678   │\n└─────────┴──────────┘	suspect +unnamed .*\+40\.0 .*25 564
tracemalloc	2	2026-11-02 08:@m:00 [ Top 3 ]\n/srv/web.py:42: size=@K KiB, count=@n, average=240 B	tracemalloc tells .*record
recon_alloc	2	2026-11-02 08:@m:00 recon_alloc:memory(allocated) = @B, memory(used) = @B	recon_alloc tells .*record
malloc_stats()	2	2026-11-02 08:@m:00 \nArena 0:\nsystem bytes     =   @B\nin use bytes     =   @B	malloc.s statistics .*record
MySQL, in a box	2	| Variable_name | Value |\n| Innodb_buffer_pool_bytes_data | @B |	MySQL.s variables .*record
MariaDB, in columns	2	2026-11-02 08:@m:00 \nVariable_name\tValue\nMemory_used\t@B	MySQL.s variables .*record
PostgreSQL	2	2026-11-02 08:@m:00 UTC [4711] LOG:  level: 0; TopMemoryContext: @B total in 5 blocks; 5816 free (10 chunks); 74848 used	memory contexts .*record
memcached	2	STAT pid 4711\nSTAT time @e\nSTAT bytes @B\nEND	memcached.s STAT .*record
php-fpm	2	2026-11-02 08:@m:00 \npool:                 www\nprocess manager:      dynamic\nlast request memory:  @B	php-fpm.s status .*record
HAProxy	2	2026-11-02 08:@m:00 \nName: HAProxy\nPid: 4711\nPoolAlloc_MB: @n	HAProxy.s info .*record
HeapMemoryUsage	2	{"request":{"attribute":"HeapMemoryUsage"},"value":{"used":@B},"timestamp":@e}	heap of the JVM.*record
pidin	2	2026-11-02 08:@m:00 \n     pid tid name               prio STATE            code  data        stack\n    4711   1 proc/boot/web        10r SIGWAITINFO      120K @KK  8192(516K)*	pidin tells .*record
stub_status	2	2026-11-02 08:@m:00 \nActive connections: @n \nserver accepts handled requests\n 7 7 9	stub_status tells .*record
xentop	2	      NAME  STATE   CPU(sec) CPU(%)     MEM(k) MEM(%)  MAXMEM(k) MAXMEM(%)\n web1 --b--- @n 0.1 524288 6.2 524288 6.2	memory that each machine was given.*record
bytes, and then means of them	2	2026-11-02 08:@m:00 rss=@B\n2026-11-02 08:@m:30 rss=@M	whether they are KiB or bytes
bytes that no page is of, at last	2	2026-11-02 08:@m:00 rss=40960\n2026-11-02 08:@m:00 rss=@M	whether they are KiB or bytes
a size in front of its name	0	2026-11-02 08:@m:00 served @n requests, @K KB RSS	suspect +unnamed .*\+40\.0 .*25 564
with its bound behind it	0	2026-11-02 08:@m:00 @K KB RSS of 512000 KB	suspect +unnamed .*\+40\.0 .*25 564
behind that of the address space	0	2026-11-02 08:@m:00 60000 KB VSZ / @K KB RSS	suspect +unnamed .*\+40\.0 .*25 564
what it grew by	2	2026-11-02 08:@m:00 +40960 KB RSS	no run is in it
what it grew by, in words	2	2026-11-02 08:@m:00 grew by 40960 KB RSS	no run is in it
a limit in front of its name	2	2026-11-02 08:@m:00 limit is 512000 KB RSS	no run is in it
a peak beside it	0	2026-11-02 08:@m:00 peak 90000 KB RSS, now @K KB RSS	suspect +unnamed .*\+40\.0 .*25 564
one behind, which is less	2	2026-11-02 08:@m:00 @K KB RSS of 900 KB	no run is in it
two sizes with their bounds behind them	2	2026-11-02 08:@m:00 web @K KB RSS of 512000 KB, db @F KB RSS of 512000 KB	no run is in it|no target
restarts that a word counts, with few teeth	0	2026-11-02 08:@m:00 worker-@w RSS: @s kB	5 lives
three of them, of which two end	0	2026-11-02 08:@m:00 worker-@v RSS: @u kB	suspect +worker +17 .*\+400 
jobs that are counted while memory goes on in waves	0	2026-11-02 08:@m:00 job-@w RSS: @r kB	suspect +unnamed +0 
jobs that are counted while memory goes down	0	2026-11-02 08:@m:00 job-@v RSS: @d kB	stable +unnamed +0 
the PID of an object with a text	0	{"level":30,"time":@e000,"pid":4711,"msg":"rss @K kB"}	suspect +unnamed +4711 .*\+40\.0
jobs that are counted while memory goes on	0	2026-11-02 08:@m:00 job-@j RSS: @K kB	suspect +unnamed .*\+40\.0 .*25 564
PIDs of gunicorn that do not come at once	0	[2026-11-02 08:@m:00 +0000] [@p] [INFO] worker memory @P kB	2 processes	suspect +unnamed +4711 .*\+40\.0
and of Ruby's Logger	0	I, [2026-11-02T08:@m:00.123456 #@p]  INFO -- : rss=@P kB	2 processes	suspect +unnamed +4711 
numbers of threads of .NET	0	2026-11-02 08:@m:00 [17] [INFO] memory @K kB\n2026-11-02 08:@m:30 [23] [INFO] memory @K kB	1 process	suspect +unnamed +0 
a name that ends with a colon behind a date	0	2026-11-02 08:@m:00;web1:rss=@K kB	40 rounds in 39 min 0 s	suspect +web1 .*\+40\.0
numbers of threads, perhaps	2	2026-11-02 08:@m:00 [@p] worker memory @P kB	values that come in turn
PIDs of Python's processes	0	2026-11-02 08:@m:00 [MainProcess 4711] INFO RSS=@K kB\n2026-11-02 08:@m:00 [Worker-1 4712] INFO RSS=@F kB	2 processes	suspect +unnamed +4711 .*\+40\.0
promtool query range	0	process_resident_memory_bytes{job="web"} => @B @[@e]	40 rounds in 39 min 0 s	suspect +web .*\+40\.0 
a table of MediaWiki	2	{| class="wikitable"\n! Time !! RSS (KB)\n|-\n| 2026-11-02 08:@m || @K\n|}	a table of MediaWiki: .*`sed .*named.log`
a table of a web page	2	<table><tr><th>time</th></tr><tr><td>@K</td></tr></table>	a web page: .*record
the AWS CLI in words	2	MemoryUtilized\nDATAPOINTS\t@n.5\t2026-11-02T08:@m:00Z\tMegabytes	AWS CLI .*--output json
what is now, without a name, behind what was	2	2026-11-02 08:@m:00 rss init=20000kB cur=@KkB	the one of now stands behind another
the same behind the sizes	2	2026-11-02 08:@m:00 rss: 20000 kB (boot), @K kB (now)	the one of now stands behind another
what is used behind what is reserved	2	2026-11-02 08:@m:00 memory: 20000 kB reserved, @K kB used	the one of now stands behind another
and alone, as advised	0	2026-11-02 08:@m:00 RSS: @K kB	suspect +unnamed .*\+40\.0 .*25 564
another's size of now behind one that has its name	0	2026-11-02 08:@m:00 rss=@KkB current=12000kB peak=13000kB	suspect +unnamed .*\+40\.0 .*25 564
the heap of now behind that of a process	0	2026-11-02 08:@m:00 web rss=@KkB, heap now 12 MB	suspect +web .*\+40\.0 .*25 564
a minimum beside a mean	2	2026-11-02 08:@m:00 rss min=20000kB avg=@KkB max=90000kB	no run is in it
a minimum alone	2	2026-11-02 08:@m:00 rss min: 20000 kB	no run is in it
a minimum in a column	2	time,rss_min\n2026-11-02 08:@m:00,20000	no run is in it
a low beside a high	2	time,rss_low_kb,rss_high_kb\n2026-11-02 08:@m:00,20000,@K	no run is in it
three of a kind	2	2026-11-02 08:@m:00 rss (min/avg/max): 20000/@K/90000 kB	no run is in it
a minimum behind its size	2	2026-11-02 08:@m:00 rss 20000 kB min, @K kB avg, 90000 kB max	no run is in it
a peak behind its size	2	2026-11-02 08:@m:00 RSS 90000 kB peak	no run is in it
a limit behind its size	2	2026-11-02 08:@m:00 rss 512000 kB limit, @K kB used	no run is in it
what it was at first	2	2026-11-02 08:@m:00 rss initial 20000 kB current @K kB	no run is in it
a rate	2	2026-11-02 08:@m:00 rss 40 kB/min	no run is in it
a stroke in front of the next size	0	2026-11-02 08:@m:00 rss=@KkB/vsz=60000kB	suspect +unnamed .*\+40\.0 .*25 564
and in front of a path	0	2026-11-02 08:@m:00 rss=@K kB/usr/bin/web	\+40\.0 .*25 564
what the heap uses, behind what is resident	0	2026-11-02 08:@m:00 RSS: @K kB (12000 kB used by the heap)	suspect +unnamed .*\+40\.0 .*25 564
a rate of another word	2	2026-11-02 08:@m:00 rss 40 kB/iter	no run is in it
a rate in bytes	2	2026-11-02 08:@m:00 rss 40960 B/sec	no run is in it
a rate in words	2	2026-11-02 08:@m:00 rss 40 kB per minute	no run is in it
memory of the machine in lines with dates	2	2026-11-02 08:@m:00 web memory: @K kB\n2026-11-02 08:@m:00 Used memory: 7 GB\n2026-11-02 08:@m:00 Free memory: 9 GB\n2026-11-02 08:@m:00 Total memory: 16 GB	no run is in it
a peak behind that of now	0	2026-11-02 08:@m:00 RSS @K kB peak 90000 kB	suspect +unnamed .*\+40\.0 .*25 564
the heap of Java, a line each	2	##### Heap utilization statistics [MB] #####\nUsed Memory:@m\nFree Memory:60\nTotal Memory:124\nMax Memory:1820	of a heap, not of a process: record
GODEBUG=gctrace=1	2	gc 1 @@e.123s 0%: 0.018+1.2+0.010 ms clock, 0.14+0.35/1.1/0.25+0.080 ms cpu, @m->@m->12 MB, @m MB goal, 8 P	heap of Go.*record
heapAlloc of slog	2	2026/11/02 08:@m:00 INFO memory stats heapAlloc="@m.2 MiB" heapSys="@m.9 MiB" numGC=@n	heap of Go.*record
metrics of Consul	2	[2026-11-02 08:@m:00 +0000 UTC][G] 'consul.h1.runtime.alloc_bytes': @B.000	heap of Go.*record
-XX:+PrintGCDetails	2	2026-11-02T08:@m:00.123+0100: 12.345: [GC (Allocation Failure) [PSYoungGen: 33280K->5112K(38400K)] 60000K->@KK(125952K), 0.0123 secs]	heap of the JVM.*record
Micrometer	2	jvm_memory_used_bytes{area="heap",id="G1 Old Gen",} @B	heap of the JVM.*record
an actuator of Spring	2	{"name":"jvm.memory.used","baseUnit":"bytes","measurements":[{"statistic":"VALUE","value":@B.0}]}	heap of the JVM.*record
nodetool info	2	2026-11-02 08:@m:00\nHeap Memory (MB)       : @m.25 / 7987.25\nOff Heap Memory (MB)   : 12.34	heap of the JVM.*record
--trace-gc	2	[4711:0x55d0]    500 ms: Scavenge @m.4 (60.2) -> @m.4 (60.2) MB, 1.2 / 0.0 ms  allocation failure;	heap of V8.*record
v8.getHeapStatistics()	2	2026-11-02 08:@m:00 {\n  total_heap_size: @B,\n  used_heap_size: @B\n}	heap of V8.*record
tcmalloc	2	MALLOC:       @B (   23.4 MiB) Bytes in use by application	tcmalloc.s statistics .*record
etop	2	 web@h1                                                             08:@m:00\n Load:  cpu         0               Memory:  total       @K    binary        500	etop tells .*record
guppy	2	Partition of a set of 34000 objects. Total size = @B bytes.	objects of Python.*record
memleak of bcc	2	[08:@m:00] Top 10 stacks with outstanding allocations:\n\t@B bytes in 600 allocations from stack\n\t\tmain+0x80 [web]	memleak tells .*record
redis-cli --stat	2	------- data ------ --------------------- load -------------------- - child -\nkeys       mem      clients blocked requests            connections\n506        @m.00M  1       0       24 (+0)             7	what Redis allocated.*record
Squid	2	Resource usage for squid:\n\tMaximum Resident Size: @K KB	a maximum never falls.*record
procstat -r	2	2026-11-02 08:@m:00\n 4711 web              maximum RSS                  @K KB	procstat -r tells the maximum.*record
the free heap of an ESP32	2	I (@e) main: Free heap: 2@K, min free heap: 205908	falls where what is used grows: print
memShow of VxWorks	2	 status    bytes     blocks   avg block  max block\n ------ ---------- --------- ---------- ----------\n  alloc    @B      1234       2801          -	falls where what is used grows: print
pools of IOS	2	                Head    Total(b)     Used(b)     Free(b)   Lowest(b)  Largest(b)\nProcessor   7F1234A0   840000000   @B   700000000   700000000   650000000	pools of the whole router: record .show processes memory
a MikroTik	2	                   uptime: 1d2h@m\n              free-memory: @m.5MiB\n             total-memory: 256.0MiB	whole device.*record
diagnose sys top	2	Run Time:  5 days, 3 hours and @m minutes\n            node      244      S       0.5    @m.1    3	shares in percent.*diagnose sys top-mem
mem of Telegraf	2	mem,host=h1 available=@Bi,available_percent=56.2,total=16000000000i,used=@Bi @e000000000	plugin procstat
what an ESP32 is told to print	0	I (@e000) main: rss_bytes=@B	suspect +.*\+40\.0 
a size with as many decimals as Python prints, below its name	0	rss_mb\n@m.50390625	lines.log *40 rounds, 1 process	suspect +unnamed .*\+1 024 
diagnose sys top-mem of Fortinet	0	wad (4711): @KkB\nipsengine (4712): @FkB\nTop-2 memory used: 98304kB	lines.log *40 rounds, 2 processes	suspect +wad +4711 .*\+40\.0 .*25 564
zones below the processes of prstat	0	2026-11-02 08:@m:00\n   PID USERNAME  SIZE   RSS STATE  PRI NICE      TIME  CPU PROCESS/NLWP\n  4711 www       900M  @KK sleep   59    0   0:00:10 0.1% web/12\nZONEID    NPROC  SWAP   RSS MEMORY      TIME  CPU ZONE\n     0       42  1800M 700M   9.0%   0:00:20 0.2% global	40 rounds in 39 min 0 s, 1 process	suspect +web +4711 .*\+40\.0 
two tables of a round	0	2026-11-02 08:@m:00\nPID   PPID  VMSize    Private   Name\n4711  1     900.0 MB  @K kB  web\n\nPID   VMSize    Private   Name\n812   800.0 MB  @F kB  db	40 rounds in 39 min 0 s, 2 processes	suspect +web +4711 +\+40\.0 
the same without dates	0	PID   PPID  VMSize    Private   Name\n4711  1     900.0 MB  @K kB  web\n\nPID   VMSize    Private   Name\n812   800.0 MB  @F kB  db	lines.log *40 rounds, 2 processes	suspect +web +4711 +\+40\.0 
segments of IOS XE	0	2026-11-02 08:@m:00\n   Pid    Text      Data   Stack   Dynamic       RSS              Name\n----------------------------------------------------------------------\n  4711  196404   94@m4     136      4256    @K   web\n   812   11156   111208     136      9000    @F     db	40 rounds in 39 min 0 s, 2 processes	suspect +web +4711 .*\+40\.0 
memory of the machine beside that of the process	0	2026-11-02 08:@m:00 LogMemory: Process Physical Memory: @K KB used, 900 MB peak\n2026-11-02 08:@m:00 LogMemory: Physical Memory: 9000.00 MB used,  7000.00 MB free, 16000.00 MB total	40 rounds in 39 min 0 s, 1 process	\+40\.0 .*25 564
and alone	2	2026-11-02 08:@m:00 Physical Memory: @K KB used,  7000.00 MB free, 16000.00 MB total	no run is in it
bjobs, whose SWAP is the address space	0	2026-11-02 08:@m:00\n                     MEM: 12000 KB;  SWAP: @K KB;  NTHREAD: 5	40 rounds in 39 min 0 s, 1 process	stable
what was swapped out	0	2026-11-02 08:@m:00 MEM: @F KB;  SWAP: @K KB	suspect +unnamed .*\+40\.0 .*76 764
a line that goes on as no bjobs does	0	2026-11-02 08:@m:00 MEM: 24 MB;  SWAP: 60 MB; RSS: @K KB	suspect +unnamed .*\+40\.0 
a process that is called as a metric of the JVM	0	{"name":"jvm.web","time":@e,"pid":4711,"rss_kb":@K}	suspect +jvm\.web +4711 .*\+40\.0 .*25 564
what is now in front of a minimum	0	2026-11-02 08:@m:00 rss cur/min/max: @K/20000/90000 kB	suspect +unnamed .*\+40\.0 .*25 564
a size behind that of another process, which grows	3	2026-11-02 08:@m:00 rss of web 20000 kB, of db @K kB	db grows and is left out, while what is read beside it does not	1 stable, lines or sizes
the same without units	3	2026-11-02 08:@m:00 rss of web 20000, of db @K	db grows and is left out
which does not grow	0	2026-11-02 08:@m:00 rss of web @K kB, of db 20000 kB	suspect +
what is now behind what was at first, in one word	3	2026-11-02 08:@m:00 rss=init:20000kB,now:@KkB	grows and is left out
the same without units	3	2026-11-02 08:@m:00 rss=init:20000,now:@K	grows and is left out
what is now behind a part	3	2026-11-02 08:@m:00 rss anon=20000kB cur=@KkB	cur grows and is left out
a total that grows beside a size that does not	3	2026-11-02 08:@m:00 web rss=20000kB total_rss=@KkB	total_rss grows and is left out
in a message	3	{"time":"2026-11-02T08:@m:00Z","msg":"rss of web 20000 kB, of db @K kB"}	db grows and is left out
sizes with units in an object	3	{"time":"2026-11-02T08:@m:00Z","rss":"20000 kB","now":"@K kB"}	now grows and is left out
memory beside RSS in one	3	{"time":"2026-11-02T08:@m:00Z","rss_kb":20000,"mem_kb":@K}	mem_kb grows and is left out
a peak that grows	0	2026-11-02 08:@m:00 rss=20000kB peak=@KkB	stable +unnamed
files that are mapped	0	2026-11-02 08:@m:00 rss 20000 kB mapped @K kB	stable +unnamed
what Go has allocated in all	0	2026-11-02 08:@m:00 rss=20000kB Alloc=9000kB TotalAlloc=@KkB	stable +unnamed
a log of a database	0	2026-11-02 08:@m:00 RSS: 20000 kB, WAL @K kB	stable +unnamed
what was sent	0	2026-11-02 08:@m:00 rss=20000kB, @K kB sent	stable +unnamed
a counter	0	2026-11-02 08:@m:00 rss=20000 requests=@K	stable +unnamed
percentiles	2	2026-11-02 08:@m:00 rss_p50=20000kB rss_p95=@KkB	a percentile is of many values
percentiles behind one name	2	2026-11-02 08:@m:00 rss p50=20000kB p95=@KkB	a percentile is of many values
end

# Of a series of promtool's only the first line tells whose the samples are; what kubectl prints moves with the longest name.
{
	for job in web db; do
		echo "process_resident_memory_bytes{instance=\"a:1\", job=\"$job\"} =>"
		for i in $(seq 0 39); do echo "$(((24004 + (i * 40) * ${#job} % 120) * 1024)) @[$((1793606400 + 60 * i))]"; done
	done
} >"$tmp/promtool.log"
out=$("$analyze" --no-report "$tmp/promtool.log" 2>&1)
like "two series of promtool" "$out" '^promtool\.log *40 rounds in 39 min 0 s, 2 processes'
{
	echo time,rss_kb_web,rss_kb_target
	for i in $(seq 10 49); do echo "2026-11-02 08:$i:00,$((24004 + 40 * i)),51200"; done
} >"$tmp/target.csv"
like "a column that may be a bound or a process is left out with a word" "$("$analyze" --no-report -v "$tmp/target.csv" 2>&1)" 'its column rss_kb_target tells memory, too, and is left out'
sed 's/,\([0-9]*\),51200/,51200,\1/' "$tmp/target.csv" >"$tmp/grows.csv"
status "and one that changes is no bound" 2 "$analyze" --no-report "$tmp/grows.csv"
like "which is said" "$err$out" 'changes as a bound does not'
# What shows only behind the first lines: the rest is not read, and that is no pass; a bound is nobody's memory, and those before it are none, either.
late() { # FIRST LATER, which has ## for what changes
	for i in $(seq 0 119); do
		[ "$i" -lt 80 ] && line=$1 || line="${2%%##*}$i${2##*##}"
		echo "$((1793606400 + 60 * i)) $line"
	done >"$tmp/late.log"
}
late rss=51200 rss=52428##01
status "means of bytes behind 80 lines: no pass" 3 "$analyze" --no-report "$tmp/late.log"
like "as lines were left out" "$out" '1 stable, lines or sizes of a log were left out +exit 3$'
late 'RSS from 24004 kB to 512 MB' 'RSS from 24## MB to 512 MB'
status "a change to a bound that shows behind 80 lines: nothing is judged" 2 "$analyze" --no-report "$tmp/late.log"
like "and said" "$out$err" 'may be a bound: record'
for i in $(seq 10 49); do
	[ "$i" -lt 30 ] && gap='  ' || gap='      '
	echo "2026-11-02 08:$i:00"
	echo "shop${gap}web-5d9${gap}web${gap}3m   $((40 + i))Mi"
	echo "kube-system${gap}coredns-5d9${gap}coredns${gap}2m   18Mi"
done >"$tmp/pods.log"
out=$("$analyze" --no-report "$tmp/pods.log" 2>&1)
like "pods with their namespace: one series each, however wide" "$out" '^pods\.log *40 rounds in 39 min 0 s, 2 processes'
like "and the one that grows" "$out" 'suspect +web .*\+1 024 '

# In a wide table web_pid and web_name tell whose web_rss is: a process that was restarted, or another one.
{
	echo time,web_pid,web_rss_kb,top_name,top_pid,top_rss_kb
	for i in $(seq 0 119); do echo "$((1793606400 + 60 * i)),$((4711 + i / 40)),$((24004 + i % 40 * 200)),db,812,51200"; done
} >"$tmp/pids.csv"
out=$("$analyze" --no-report -v "$tmp/pids.csv" 2>&1)
like "the PID beside a column: its lives" "$out" 'web +4711 .*'
like "which are three" "$out" 'life 1 of 3'
like "and the name beside one" "$out" 'stable +db +812 '

# Without a PID the column's name is whose it is: a command line that changes would be a process a round, and the rest a pass.
{
	echo time,web_command,web_rss_kb,db_command,db_rss_kb
	for i in $(seq 0 39); do echo "$((1793606400 + 60 * i)),web --job $i,$((24004 + 40 * i)),db,51200"; done
} >"$tmp/commands.csv"
like "a command line beside a column" "$("$analyze" --no-report "$tmp/commands.csv" 2>&1)" 'suspect +web .*\+40\.0 '

# dotnet-counters has a counter a row, in MB, and in bytes from .NET 9 on.
counters() { # COUNTER AWK: the value of round i
	echo "Timestamp,Provider,Counter Name,Counter Type,Mean/Increment"
	awk -v counter="$1" "BEGIN { for (i = 10; i < 50; i++) {
		printf \"11/02/2026 08:%d:00,System.Runtime,gc.heap.size (By),Metric,%d\\n\", i, 4096000
		printf \"11/02/2026 08:%d:00,System.Runtime,%s,Metric,%d\\n\", i, counter, $2 } }"
}
counters 'dotnet.process.memory.working_set (By)' '(24004 + 40 * i) * 1024' >"$tmp/counters.csv"
like "counters of .NET 9" "$("$analyze" --no-report "$tmp/counters.csv" 2>&1)" 'suspect +unnamed .*\+40\.0 .*25 964'
counters 'Working Set (MB)' '24 + i' >"$tmp/counters.csv"
like "and of those before" "$("$analyze" --no-report "$tmp/counters.csv" 2>&1)" 'suspect +unnamed .*\+1 024 '
counters 'CPU Usage (%)' '3' >"$tmp/counters.csv"
status "without the working set" 2 "$analyze" --no-report "$tmp/counters.csv"
like "which is said" "$out$err" 'none of the counters .*record'
{
	printf 'sample_time\tphysical_memory_in_use_kb\tlocked_page_allocations_kb\n'
	for i in $(seq 10 49); do printf '2026-11-02 08:%s:00.123\t%s\t0\n' "$i" "$((24004 + 40 * i))"; done
} >"$tmp/sql.tsv"
like "dm_os_process_memory of SQL Server" "$("$analyze" --no-report "$tmp/sql.tsv" 2>&1)" '40 rounds in 39 min'

# A column of memory that is left out, and grows while the one that is read does not, is no pass.
table() { # STATUS HEADER ROW PATTERN: @K and @m as above
	{
		echo "$2"
		rounds "$3"
	} >"$tmp/left.csv"
	status "$2: its status" "$1" "$analyze" --no-report "$tmp/left.csv"
	like "$2" "$out$err" "$4"
}
table 3 time,rss_init,mem '2026-11-02 08:@m:00,20000,@K' 'mem grows and is left out'
table 3 time,rss_reserved,mem '2026-11-02 08:@m:00,20000,@K' 'mem grows and is left out'
table 0 time,rss_init,mem '2026-11-02 08:@m:00,@K,20000' 'suspect +'
table 3 time,rss_kb,rss_total_kb '2026-11-02 08:@m:00,20000,@K' 'rss_total_kb grows and is left out'
table 0 time,rss_kb,rss_total_kb '2026-11-02 08:@m:00,@K,@K' 'suspect +unnamed'
table 0 time,rss_kb,working_set_kb '2026-11-02 08:@m:00,20000,@K' 'stable +unnamed'
table 0 time,container_memory_rss,container_memory_usage_bytes '2026-11-02 08:@m:00,20480000,@B' 'stable +'
table 0 time,rss_kb,rss_max_kb '2026-11-02 08:@m:00,20000,@K' 'stable +unnamed'
table 0 time,rss,mem '2026-11-02 08:@m:00,@B,@B' 'suspect +unnamed'
table 3 time,name,rss,rss_total '2026-11-02 08:@m:00,web,20000,@K\n2026-11-02 08:@m:00,db,90000,90000' 'rss_total grows and is left out'
table 3 time,rss,used '2026-11-02 08:@m:00,20000 kB,@K kB' 'used grows and is left out'
table 2 time,rss_p50,rss_p95 '2026-11-02 08:@m:00,20000,@K' 'a percentile is of many values'
table 0 time,rss_kb,rss_p95 '2026-11-02 08:@m:00,@K,30000' 'suspect +unnamed'
table 0 time,rss_p49,rss_p50 '2026-11-02 08:@m:00,@K,30000' 'suspect +p49'
table 2 time,rss_avg_kb,rss_max_kb '2026-11-02 08:@m:00,20000,@K' 'no run is in it'
table 2 time,rss_p95 '2026-11-02 08:@m:00,@K' 'csv:time=COL,rss=COL'
status "the column of a percentile that is of one process is read by its name" 0 "$analyze" --no-report --import csv:time=time,rss=rss_p95 "$tmp/left.csv"
like "as advised" "$out" 'suspect +unnamed .*\+40\.0'

# A line without blanks is one word: what stands in front of each size of it is not all of it, which took a minute each.
for word in 'rss=24004kB/min/' '[12]rss:24004kB;used-3kB.' 'rss=24004kB,of,rss,now:3kB;'; do
	awk -v word="$word" 'BEGIN { for (i = 0; i < 25000; i++) line = line word; for (i = 0; i < 3; i++) print line }' >"$tmp/word.log"
	timeout 20 "$analyze" --no-report --fail-on never --allow-inconclusive "$tmp/word.log" >"$tmp/out" 2>&1
	check "three lines of $word" test $? -ne 124
done
finish
