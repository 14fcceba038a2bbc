#!/usr/bin/env python3
"""make-log.py KIND FILE ROUNDS - a log as somebody's loop appends it: `ps` (date and ps aux of 300 processes), `csv` (100 processes a
round), `bare` (one value a round and nothing else), `busy` (as `ps`, but of a machine at work: a third are threads of the kernel, whose
names change, a sixth of the others use time and memory, some end and others begin, and ps sees itself). One process grows."""
import datetime
import random
import sys

HEAD = "USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n"
BEGIN = datetime.datetime(2026, 1, 1)


def date(r):
    return (BEGIN + datetime.timedelta(minutes=r)).strftime("%a %b %e %H:%M:%S UTC %Y\n")


def row(user, pid, percent, vsz, rss, state, start, seconds, command):
    time = f"{seconds // 60}:{seconds % 60:02}"
    return f"{user:8} {pid:7} {percent:4.1f} {rss / 160000:4.1f} {vsz:6} {rss:5} ?        {state:4} {start} {time:>6} {command}\n"


def busy_row(chance, r, pid):
    """A row of the machine at work, with what it has changed since the round before."""
    if pid < 100:
        name = chance.choice(("events", "mm_percpu_wq", "ext4-rsv")) if pid % 20 == 7 and r % 5 == 0 else None
        busy_row.names[pid] = name or busy_row.names.get(pid, "events")
        return row("root", pid, 0, 0, 0, "I", "Jan01", pid % 3, f"[kworker/{pid % 8}:{pid % 3}-{busy_row.names[pid]}]")
    at_work = pid % 6 == 0
    seconds = r * (pid % 50) // 60 if at_work else 1
    rss = 5000 + pid * 3 + (chance.randrange(200) * 4 if at_work else 0)
    percent = round(100 * seconds / (60 * r + 600), 1) if at_work else 0
    user = "postgres" if pid % 3 == 0 else "root"
    return row(user, pid, percent, 20000 + pid * 7, rss, "Ss", "Jan01", seconds, f"/usr/lib/daemon-{pid} --config /etc/daemon/{pid}.conf")


busy_row.names = {}


def write_busy(out, rounds):
    chance = random.Random(7)
    guests = {}  # they come and go
    for r in range(rounds):
        guests = {pid: end for pid, end in guests.items() if end > r}
        for _ in range(chance.randrange(3)):
            guests[20000 + 3 * r % 12000 + chance.randrange(3)] = r + 1 + chance.randrange(30)
        out.write(date(r) + HEAD + "".join(busy_row(chance, r, pid) for pid in range(1, 300)))
        out.write(row("root", 2417, 0, 20000, 1500 + 4 * r, "Ss", "Jan01", 1, "./leaky -f"))
        out.write("".join(row("www-data", pid, 0, 30000, 9000, "S", "12:00", 0, f"php-fpm: pool {pid % 5}") for pid in sorted(guests)))
        out.write(row("root", 40000 + 3 * r % 20000, 0, 10000, 4100, "R+", "12:00", 0, "ps aux"))


kind, path, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
with open(path, "w", buffering=1 << 20) as out:
    if kind == "ps":
        others = "".join(
            f"root      {1000 + i:6} 0.0  0.1 {20000 + i:6} {5000 + i * 3:5} ?        Ss   Jan01   0:01 /usr/sbin/daemon-{i} --config /etc/daemon/{i}.conf\n"
            for i in range(299)
        )
        for r in range(rounds):
            out.write(f"{date(r)}{HEAD}{others}root        2417  0.0  0.1  20000 {1500 + 4 * r:5} ?        Ss   Jan01   0:01 ./leaky -f\n")
    elif kind == "busy":
        write_busy(out, rounds)
    elif kind == "csv":
        out.write("timestamp,pid,rss_kb,vsz_kb,command\n")
        for r in range(rounds):
            for i in range(100):
                out.write(f"{1793606400 + 60 * r},{4000 + i},{24000 + i + (r if i == 7 else 0)},90000,/usr/bin/worker-{i}\n")
    else:
        for r in range(rounds):
            out.write(f"VmRSS:\t  {1500 + r:6} kB\n")
