#!/bin/sh
# 57-more-rounds - the command that the analyzer prints records as many more rounds as it asks for.
. tests/tap.sh
cd "$tmp" || exit 2
PATH=$bin:$PATH
pid=
cleanup() { [ -z "$pid" ] || kill $pid 2>/dev/null; }
sleep 600 & pid=$!
wait_for_name $pid sleep
folder="it's a run"
"$collect" -q -w 0 -n 4 -i 10ms -s 0 -o "$folder" $pid -- true
command=$("$analyze" --no-report -q "$folder" 2>/dev/null | sed -n 's/^more rounds: //p')
like "the command is printed" "$command" "^leakline-collect --resume -n \\+[0-9]+ -o 'it.*s a run' -i 10ms $pid -- true\$"
more=$(printf '%s\n' "$command" | sed 's/.* -n +\([0-9]*\).*/\1/')
before=$(grep -c '	round	' "$folder/events.tsv")
check "it runs as it is" sh -c "$command"
is "and records that many" "$(grep -c '	round	' "$folder/events.tsv")" $((before + more))
tar -cf run.tar "$folder"
unlike "an archive cannot be resumed" "$("$analyze" --no-report -q run.tar 2>/dev/null)" 'more rounds'
finish
