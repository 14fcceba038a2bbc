# made_process.awk - for scripts that make a run: the files of a round of one process, ripd with PID 77.
# Use: awk "$(cat "$root/tests/made_process.awk")"'BEGIN { ... put_process(run "/" stamp, kib) ... }'

# stem: path and name of the round's files, up to their dot; kib: anonymous memory, resident and private.
function put_process(stem, kib)
{
	printf "Name:\tripd\nState:\tS (sleeping)\nTgid:\t77\nPid:\t77\nVmSize:\t%8d kB\nVmRSS:\t%8d kB\nRssAnon:\t%8d kB\nRssFile:\t    3000 kB\nRssShmem:\t       0 kB\nVmSwap:\t       0 kB\nThreads:\t1\n", 60000 + kib, 3000 + kib, kib >(stem ".status")
	close(stem ".status")
	printf "77:   /usr/sbin/ripd\nAddress           Kbytes Mode  Offset           Device    Mapping\n000055d000000000 %7d rw--- 0000000000000000 000:00000   [ anon ]\nmapped: %dK    writeable/private: %dK    shared: 0K\n", kib, 60000 + kib, kib >(stem ".pmap")
	close(stem ".pmap")
}
