# leakline-collect - bash completion of leakline-collect(1).
_leakline_collect()
{
	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} i
	COMPREPLY=()
	for ((i = 1; i < COMP_CWORD; i++)); do
		[[ ${COMP_WORDS[i]} == -- ]] || continue
		# behind it stands the action, a command line of its own
		if declare -F _command_offset >/dev/null; then
			_command_offset $((i + 1))
		else
			mapfile -t COMPREPLY < <(compgen -c -f -- "$cur")
		fi
		return
	done
	# --ps=each is three words to bash
	[[ $cur == = ]] && cur=
	[[ $prev == = ]] && prev=${COMP_WORDS[COMP_CWORD-2]}
	case $prev in
	-n | --rounds) :; return ;;
	-i | --interval) :; return ;;
	--duration) :; return ;;
	-s | --settle) :; return ;;
	-w | --warmup) :; return ;;
	-r | --repeat) :; return ;;
	--control) mapfile -t COMPREPLY < <(compgen -W "idle" -- "$cur"); return ;;
	--action) :; return ;;
	--block) :; return ;;
	-t | --timeout) :; return ;;
	-p | --pid) mapfile -t COMPREPLY < <(compgen -W "$(ps -eo pid=)" -- "$cur"); return ;;
	-m | --match) :; return ;;
	-o | --output) mapfile -t COMPREPLY < <(compgen -f -- "$cur"); return ;;
	--source) mapfile -t COMPREPLY < <(compgen -W "native tools" -- "$cur"); return ;;
	--via) :; return ;;
	--reconnect) :; return ;;
	--proc) mapfile -t COMPREPLY < <(compgen -d -- "$cur"); return ;;
	--ps) mapfile -t COMPREPLY < <(compgen -W "each ends never" -- "$cur"); return ;;
	--heap-max) :; return ;;
	--thin) :; return ;;
	--cgroup) mapfile -t COMPREPLY < <(compgen -W "auto" -- "$cur"); return ;;
	--also) mapfile -t COMPREPLY < <(compgen -P "${cur%"${cur##*,}"}" -W "maps smaps smaps_rollup heap cgroup fd jstat vmstat slabinfo" -- "${cur##*,}"); return ;;
	esac
	case $cur in
	-*) mapfile -t COMPREPLY < <(compgen -W "--rounds --interval --duration --settle --warmup --repeat --timeout --keep-going --plan --control --action --block --pid --match --all --tree --cgroup --output --resume --thin --source --via --reconnect --proc --ps --also --heap-max --quiet --verbose --help --version" -- "$cur") ;;
	*) mapfile -t COMPREPLY < <(compgen -W "$(ps -eo comm= | sort -u)" -- "$cur") ;;
	esac
}
complete -o filenames -F _leakline_collect leakline-collect
