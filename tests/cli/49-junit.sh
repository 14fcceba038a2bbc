#!/bin/sh
# 49-junit - JUnit XML as the readers of Jenkins and GitLab take it: tests/junit.xsd, counts that agree, bodies that say all.
. tests/tap.sh

command -v python3 >/dev/null 2>&1 || skip_all "no python3"
for shape in leaks hostile short; do sh tests/runs/make-run "$shape" "$tmp/$shape.run"; done
for run in unmeasurable only-rss short-life; do cp tests/runs/$run/run.tar.xz "$tmp/$run.tar.xz"; done
# two processes of one name, and a name that Jenkins would take for a file to fetch
mkdir "$tmp/twins.run"
for i in $(seq 10 33); do
	for pid in 7 8; do
		printf 'Name:\t[[ATTACHMENT|/etc/passwd]]\nState:\tS (sleeping)\nTgid:\t%s\nPid:\t%s\nVmRSS:\t%s kB\nRssAnon:\t%s kB\nVmData:\t%s kB\nVmStk:\t132 kB\n' \
			"$pid" "$pid" $((3000 + pid * i * 4)) $((2000 + pid * i * 4)) $((2500 + pid * i * 4))
	done >"$tmp/twins.run/00$i-20261101T00${i}00.000Z.status"
done
cat >"$tmp/check.py" <<'PY'
import sys, xml.etree.ElementTree as etree
root = etree.parse(sys.argv[1]).getroot()
for suite in root:
    cases = list(suite)
    def count(kind): return sum(1 for case in cases if case.find(kind) is not None)
    for name, kind in ("failures", "failure"), ("errors", "error"), ("skipped", "skipped"):
        if int(suite.get(name)) != count(kind): print(suite.get("name"), name, "are not", count(kind))
    if int(suite.get("tests")) != len(cases): print("tests are not", len(cases))
    if abs(float(suite.get("time")) - sum(float(case.get("time")) for case in cases)) > 0.001 * len(cases): print("times do not add up")
    for case in cases:
        body = case[0]
        # GitLab reads neither message nor type: the body has the verdict and the message
        if case[0].tag != "system-out":
            if body.get("message") not in body.text: print("the body lacks the message:", case.get("name"))
            if " %s: " % body.get("type") not in body.text: print("the body lacks the verdict:", case.get("name"))
        if case.get("classname") != suite.get("name"): print("classname", case.get("classname"))
for name in "tests", "failures", "errors":
    if int(root.get(name)) != sum(int(suite.get(name)) for suite in root): print(name, "of all do not add up")
PY
judge() { # NAME OPTION...
	judge_name=$1
	shift
	"$analyze" -q --no-report --junit "$tmp/$judge_name.xml" "$@" >/dev/null 2>&1
	if command -v xmllint >/dev/null 2>&1; then
		check "$judge_name: obeys tests/junit.xsd" xmllint --noout --schema tests/junit.xsd "$tmp/$judge_name.xml"
	else
		skip "$judge_name: obeys tests/junit.xsd" "no xmllint"
	fi
	is "$judge_name: counts agree, bodies say all" "$(python3 "$tmp/check.py" "$tmp/$judge_name.xml")" ""
}
# of the processes; the system's cases have names of their own
outcomes() { grep -A1 -E '<testcase [^>]* name="([^s]|s[^y])' "$tmp/$1.xml" | grep -oE '<(failure|error|skipped|system-out)\b' | sort | uniq -c | tr -s ' \n' ' '; }
judge all "$tmp"/*.run "$tmp"/*.tar.xz
judge cold "$tmp/leaks.run"
is "one of 60 cold rounds is provisional: no verdict yet" "$(outcomes cold)" " 1 <skipped 3 <system-out "
judge leaks --fail-on provisional "$tmp/leaks.run"
is "a leak fails, what is stable passes" "$(outcomes leaks)" " 1 <failure 3 <system-out "
judge never --fail-on never "$tmp/leaks.run"
is "--fail-on never: nothing fails" "$(outcomes never)" " 4 <system-out "
judge suspect --fail-on suspect "$tmp/only-rss.tar.xz"
like "--fail-on suspect: a suspect fails" "$(outcomes suspect)" '<failure'
judge passes "$tmp/only-rss.tar.xz"
unlike "a suspect passes otherwise" "$(outcomes passes)" '<failure'
judge short "$tmp/short.run"
like "too short is skipped" "$(outcomes short)" '^ [0-9] <skipped $'
judge unmeasurable "$tmp/unmeasurable.tar.xz"
like "unmeasurable is an error" "$(outcomes unmeasurable)" '<error'
judge twins "$tmp/twins.run"
like "two of one name are numbered" "$(cat "$tmp/twins.xml")" ' name="[^"]* #2" '
unlike "no file is asked for" "$(cat "$tmp/twins.xml")" '\[\[ATTACHMENT'
printf 'known ntpd until 2027-03-31 # bug 1234\n' >"$tmp/gate"
judge known --gate "$tmp/gate" "$tmp/leaks.run"
is "a known leak passes" "$(outcomes known)" " 4 <system-out "
like "and says so" "$(cat "$tmp/known.xml")" '^known: bug 1234$'
sh tests/runs/make-run leaks "$tmp/before.run"
judge compared --baseline "$tmp/before.run" "$tmp/leaks.run"
finish
