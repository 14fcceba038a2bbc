#!/usr/bin/env python3
"""tutorial.py FILE - runs what stands behind `$` in FILE's indented blocks, all in one shell, and compares what it prints.

A line of `...` stands for any lines, within a line for anything, and a command without lines below it may print nothing. Gives TAP without a plan.
"""
import re
import subprocess
import sys

commands, ended, blank = [], True, []
for line in open(sys.argv[1], encoding="utf-8"):
    if not line.strip():
        blank.append("")
        continue
    if line.startswith("    $ "):
        commands.append((line[6:].rstrip("\n"), []))
        ended = False
    elif not line.startswith("    "):
        ended = True
    elif not ended:
        commands[-1][1].extend(blank + [line[4:].rstrip("\n")])
    blank = []

mark = "@@tutorial@@"
script = "".join("%s\necho; echo %s\n" % (command, mark) for command, _ in commands)
shell = subprocess.run(["bash"], input=script, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", timeout=300)
# what cannot be seen on a page does not count: spaces that do not break, and those at the end of a line
said = re.sub(r" +$", "", shell.stdout.replace("\u00a0", " "), flags=re.M).split("\n" + mark + "\n")

for number, (command, wanted) in enumerate(commands):
    got = said[number].rstrip("\n") if number < len(said) else "(the shell ended)"
    pattern = "\n".join(r"(?:.*\n)*.*" if line.strip() == "..." else re.escape(line.replace("\u00a0", " ")).replace(r"\.\.\.", ".*") for line in wanted)
    if wanted and wanted[0] == "...":
        pattern = pattern.replace("(?:.*\\n)*.*\n", "(?:.*\\n)*", 1)
    good = re.fullmatch(pattern, got) is not None
    print("%s %d - %s" % ("ok" if good else "not ok", number + 1, command.replace("#", "")))
    if not good:
        print("".join("#   %s\n" % line for line in got.split("\n")), end="")
print("1..%d" % len(commands))
