#!/usr/bin/env python3
"""tutorial.py FILE - runs what stands behind `$` in FILE's indented blocks, all in one shell, and compares what it prints.

A line of `...` stands for any lines, within a line for anything, and a command without lines below it may print nothing. Gives TAP without a plan.
"""
import re
import subprocess
import sys

commands, ended = [], True
for line in open(sys.argv[1], encoding="utf-8"):
    if line.startswith("    $ "):
        commands.append((line[6:].rstrip("\n"), []))
        ended = False
    elif line.strip() and not line.startswith("    "):
        ended = True
    elif line.startswith("    ") and not ended:
        commands[-1][1].append(line[4:].rstrip("\n"))

mark = "@@tutorial@@"
script = "".join("%s\necho; echo %s\n" % (command, mark) for command, _ in commands)
shell = subprocess.run(["bash"], input=script, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", timeout=300)
said = shell.stdout.split("\n" + mark + "\n")

for number, (command, wanted) in enumerate(commands):
    got = said[number].rstrip("\n") if number < len(said) else "(the shell ended)"
    pattern = "\n".join(r"(?:.*\n)*.*" if line == "..." else re.escape(line).replace(r"\.\.\.", ".*") for line in wanted)
    if wanted and wanted[0] == "...":
        pattern = pattern.replace("(?:.*\\n)*.*\n", "(?:.*\\n)*", 1)
    good = re.fullmatch(pattern, got) is not None
    print("%s %d - %s" % ("ok" if good else "not ok", number + 1, command.replace("#", "")))
    if not good:
        print("".join("#   %s\n" % line for line in got.split("\n")), end="")
print("1..%d" % len(commands))
