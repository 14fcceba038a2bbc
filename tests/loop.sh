# loop.sh - what a shell loop prints of a process that leaks 24 KiB a round, one round a minute.

# round N FORMAT TOOLS...: round N of these tools; FORMAT is that of `date`.
round() {
	kib=$((1500 + 24 * $1)) when=$2
	shift 2
	for tool; do
		case $tool in
		date) LC_ALL=C TZ=UTC date "$when" -d "@$((1795410960 + 60 * (kib - 1500) / 24))" ;;
		ps)
			echo 'USER       PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND'
			echo 'root         1  0.0  0.0  20000  9000 ?        Ss   05:00   0:01 /sbin/init'
			echo "root      2417  0.0  0.0  20000  $kib ?        Ss   05:00   0:01 ./leaky"
			;;
		pmap)
			printf '2417:   ./leaky\nAddress           Kbytes Mode  Offset           Device    Mapping\n'
			printf '000055c8a5b77000 %7d rw--- 0000000000000000 000:00000   [ anon ]\n' "$kib"
			printf 'mapped: %dK    writeable/private: %dK    shared: 0K\n' "$kib" "$kib"
			;;
		pmap-x)
			printf '2417:   ./leaky\nAdresse            kByte     RSS   Dirty Modus Zuordnung\n'
			printf '000055c8a5b77000 %7d %7d       0 rw---   [ anon ]\n' "$((kib + 900))" "$kib"
			printf '%s\nkB gesamt        %7d %7d       0\n' '---------------- ------- ------- ------- ' "$((kib + 900))" "$kib"
			;;
		smaps)
			printf '55c8a5b77000-%x rw-p 00000000 00:00 0 [heap]\n' $((0x55c8a5b77000 + 1024 * kib))
			printf '%s: %7d kB\n' Rss "$kib" Pss "$kib" Anonymous "$kib" Swap 0
			;;
		status) printf 'Name:\tleaky\nPid:\t2417\nVmRSS:\t%d kB\nRssAnon:\t%d kB\nThreads:\t1\n' "$kib" "$kib" ;;
		meminfo) printf 'MemTotal:       9999999 kB\nSUnreclaim:     %7d kB\n' "$kib" ;;
		esac
	done
}
