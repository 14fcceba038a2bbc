#!/bin/sh
# 08-ci - the files of docs/ci.md: their syntax, and their shell parts, run in the order in which the CI would run them.
. tests/tap.sh
command -v python3 >/dev/null && command -v bash >/dev/null || skip_all "no python3 or bash"
page=$root/docs/ci.md

# block LANGUAGE HEADING: the block of that language below the heading
block() { awk -v fence="\`\`\`$1" -v title="## $2" '/^## / { here = $0 == title } here && $0 == fence { in_it = 1; next } /^```/ { in_it = 0 } in_it' "$page"; }

# lines of a YAML list of scripts (GitLab), or of `run: |` (GitHub)
gitlab() { awk -v key="  $1:" '/^  [a-z_]+:/ { in_it = $0 == key } in_it && sub(/^    - /, "")' "$tmp/gitlab.yml"; }
github() { awk '/^        run: \|$/ { in_it = 1; print "# step"; next } in_it && /^          / { print substr($0, 11); next } { in_it = 0 }' "$tmp/github.yml"; }
jenkins() { awk "/sh '''/ { in_it = 1; next } /'''/ { in_it = 0 } in_it { sub(/^ +/, \"\"); print }" "$tmp/Jenkinsfile"; }

block yaml "GitHub Actions" >"$tmp/github.yml"
block yaml GitLab >"$tmp/gitlab.yml"
block groovy Jenkins >"$tmp/Jenkinsfile"
for file in github.yml gitlab.yml; do
	if python3 -c 'import yaml' 2>/dev/null; then
		check "$file is YAML" python3 -c 'import sys, yaml; yaml.safe_load(open(sys.argv[1]))' "$tmp/$file"
	else
		skip "$file" "no python3-yaml"
	fi
done
is "the braces of the Jenkinsfile match" "$(tr -cd '{' <"$tmp/Jenkinsfile" | wc -c)" "$(tr -cd '}' <"$tmp/Jenkinsfile" | wc -c)"

# run NAME: the shell parts on standard input, in a folder with the sample and the gate file
run() {
	mkdir "$tmp/$1" && cd "$tmp/$1" || exit 2
	ln -s "$bin/leaky" leaky
	sed -n '/^    budget leaky/,/^$/s/^    //p' "$page" >leak.gate
	cat >parts.sh
	check "$1: there are parts" grep -q leakline-analyze parts.sh
	PATH=$bin:$PATH GITHUB_STEP_SUMMARY=$tmp/$1/summary.md bash -e parts.sh >out 2>&1
	is "$1: what is known fails no job" "$?" 0
	check "$1: the verdicts for the server" test -s leak.xml
	check "$1: the report" test -s soak.report/report.html
	check "$1: the run" sh -c 'tar -tzf soak.tar.gz | grep -q soak.run/run.info'
	sed -i 's/2099-12-31/2020-12-31/' leak.gate
	(PATH=$bin:$PATH GITHUB_STEP_SUMMARY=/dev/null bash -e) >out 2>&1 <<-EOF
		$(grep 'leakline-analyze' parts.sh)
	EOF
	is "$1: on the day after it fails" "$?" 1
	kill "$(cat leaky.pid)" 2>/dev/null
	cd "$root" || exit 2
}
cleanup() { for pid in "$tmp"/*/leaky.pid; do [ -s "$pid" ] && kill "$(cat "$pid")" 2>/dev/null; done; }
github >"$tmp/github.sh"
{ gitlab script; gitlab after_script; } >"$tmp/gitlab.sh"
jenkins >"$tmp/jenkins.sh"
for name in github gitlab jenkins; do run "$name" <"$tmp/$name.sh"; done
like "GitHub's summary has the verdict" "$(cat "$tmp/github/summary.md")" '^\| `leaky` .* \| \*\*leak\*\* \(known\) \|'
finish
