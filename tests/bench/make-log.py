#!/usr/bin/env python3
"""make-log.py KIND FILE ROUNDS - a log as somebody's loop appends it: `ps` (date and ps aux of 300 processes), `csv` (100 processes a
round), `bare` (one value a round and nothing else). One process grows."""
import datetime
import sys

kind, path, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
begin = datetime.datetime(2026, 1, 1)
with open(path, "w", buffering=1 << 20) as out:
    if kind == "ps":
        head = "USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n"
        others = "".join(
            f"root      {1000 + i:6} 0.0  0.1 {20000 + i:6} {5000 + i * 3:5} ?        Ss   Jan01   0:01 /usr/sbin/daemon-{i} --config /etc/daemon/{i}.conf\n"
            for i in range(299)
        )
        for r in range(rounds):
            date = (begin + datetime.timedelta(minutes=r)).strftime("%a %b %e %H:%M:%S UTC %Y")
            out.write(f"{date}\n{head}{others}root        2417  0.0  0.1  20000 {1500 + 4 * r:5} ?        Ss   Jan01   0:01 ./leaky -f\n")
    elif kind == "csv":
        out.write("timestamp,pid,rss_kb,vsz_kb,command\n")
        for r in range(rounds):
            for i in range(100):
                out.write(f"{1793606400 + 60 * r},{4000 + i},{24000 + i + (r if i == 7 else 0)},90000,/usr/bin/worker-{i}\n")
    else:
        for r in range(rounds):
            out.write(f"VmRSS:\t  {1500 + r:6} kB\n")
