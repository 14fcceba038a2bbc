# leakline-analyze - bash completion of leakline-analyze(1).
_leakline_analyze()
{
	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}
	COMPREPLY=()
	# --format=md is three words to bash
	[[ $cur == = ]] && cur=
	[[ $prev == = ]] && prev=${COMP_WORDS[COMP_CWORD-2]}
	case $prev in
	-p | --process | --pid) :; return ;;
	--skip) :; return ;;
	--import) mapfile -t COMPREPLY < <(compgen -W "pidstat atop top mprof psrecord smemcap ps csv" -- "$cur"); return ;;
	--symbols) mapfile -t COMPREPLY < <(compgen -d -- "$cur"); return ;;
	--baseline) mapfile -t COMPREPLY < <(compgen -f -- "$cur"); return ;;
	--alpha) :; return ;;
	--budget) :; return ;;
	--map) :; return ;;
	--by) mapfile -t COMPREPLY < <(compgen -W "round time" -- "$cur"); return ;;
	--inject) :; return ;;
	--gate) mapfile -t COMPREPLY < <(compgen -f -- "$cur"); return ;;
	--group) mapfile -t COMPREPLY < <(compgen -W "name tree cgroup none" -- "$cur"); return ;;
	--fail-on) mapfile -t COMPREPLY < <(compgen -W "leak provisional suspect never" -- "$cur"); return ;;
	--summary) mapfile -t COMPREPLY < <(compgen -W "short normal" -- "$cur"); return ;;
	--until) mapfile -t COMPREPLY < <(compgen -W "decided" -- "$cur"); return ;;
	--fail-on-system) mapfile -t COMPREPLY < <(compgen -W "grows never" -- "$cur"); return ;;
	-o | --output) mapfile -t COMPREPLY < <(compgen -d -- "$cur"); return ;;
	--format) mapfile -t COMPREPLY < <(compgen -W "text md json" -- "$cur"); return ;;
	--charts) mapfile -t COMPREPLY < <(compgen -W "found all" -- "$cur"); return ;;
	--render) mapfile -t COMPREPLY < <(compgen -W "png svg pdf" -- "$cur"); return ;;
	--junit) mapfile -t COMPREPLY < <(compgen -f -- "$cur"); return ;;
	--pmap-diff) :; return ;;
	--color) mapfile -t COMPREPLY < <(compgen -W "auto always never" -- "$cur"); return ;;
	-j | --jobs) :; return ;;
	esac
	case $cur in
	-*) mapfile -t COMPREPLY < <(compgen -W "--process --pid --skip --import --symbols --baseline --map --merge --follow --until --alpha --budget --by --inject --gate --group --fail-on --fail-on-system --allow-inconclusive --output --no-report --format --json --summary --charts --render --junit --pmap-diff --color --jobs --quiet --verbose --help --version" -- "$cur") ;;
	*) mapfile -t COMPREPLY < <(compgen -f -- "$cur") ;;
	esac
}
complete -o filenames -F _leakline_analyze leakline-analyze
