#!/bin/sh
# 03-completions - what the shells themselves offer: options, their values, lists, what may be given twice, the action behind --.
. tests/tap.sh

# offered WORD...: what bash has for the last of these words, as it splits them
if command -v bash >/dev/null; then
	offered() {
		bash -c '. "completions/$1.bash"
			COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
			_${1//-/_}
			echo "${COMPREPLY[*]}"' bash "$@"
	}
	is "bash: an option" "$(offered leakline-analyze --form)" "--format"
	is "bash: its values" "$(offered leakline-analyze --format '')" "text md json"
	is "bash: behind =" "$(offered leakline-analyze --format = m)" "md"
	is "bash: right behind it" "$(offered leakline-collect --source =)" "native tools"
	is "bash: the next of a list" "$(offered leakline-collect --also maps,sm)" "maps,smaps maps,smaps_rollup"
	like "bash: an action is a command" "$(offered leakline-collect init -- prin)" '(^| )printf( |$)'
else
	skip "bash" "no bash"
fi

if command -v fish >/dev/null; then
	# fish 4 also offers what has the letters elsewhere
	offered() {
		HOME=$tmp fish -c "source completions/${1%% *}.fish; complete -C '$1'" | cut -f 1 |
			awk -v typed="${1##* }" 'index($0, typed) == 1' | tr '\n' ' '
	}
	is "fish: an option" "$(offered 'leakline-analyze --form')" "--format "
	is "fish: its values" "$(offered 'leakline-analyze --format ')" "json md text "
	is "fish: may be given again" "$(offered 'leakline-analyze --baseline a --basel')" "--baseline "
	like "fish: an action is a command" "$(offered 'leakline-collect init -- prin')" '(^| )printf '
else
	skip "fish" "no fish"
fi

# zsh completes on a terminal alone: one of its own (zpty)
if command -v zsh >/dev/null && zsh -fc 'zmodload zsh/zpty && zpty t true' 2>/dev/null; then
	offered() { # LINE: as it stands after TAB, and the list below it
		zsh -fc 'zmodload zsh/zpty
			zpty z zsh -f
			zpty -w z "PS1=; fpath=($PWD/completions \$fpath); LISTMAX=1000; setopt noautomenu"
			zpty -w z "autoload -U compinit; compinit -u -D; echo rea\dy"
			zpty -r z text "*ready*"
			zpty -w -n z "$1$2"
			sleep 2
			while zpty -rt z text; do print -rn -- $text; done' zsh "$1" "$(printf '\t\t')" |
			tr -d '\r\007' | sed "s/$(printf '\033')\[[0-9;?]*[A-Za-z]//g"
	}
	like "zsh: values" "$(offered 'leakline-analyze --format ')" 'json +md +text'
	like "zsh: behind =" "$(offered 'leakline-analyze --format=')" 'json +md +text'
	like "zsh: may be given again" "$(offered 'leakline-analyze -p a --proc')" '--process='
	like "zsh: the next of a list" "$(offered 'leakline-collect --also maps,' | tr '\n' ' ')" 'cgroup +heap +slabinfo +smaps_rollup +fd +jstat +smaps +vmstat'
	like "zsh: an action is a command line" "$(offered 'leakline-collect init -- cat CONTRIB')" 'CONTRIBUTING\.md'
else
	skip "zsh" "no zsh with zpty"
fi
finish
