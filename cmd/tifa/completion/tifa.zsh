#compdef tifa
# Completion of tifa for zsh: it asks tifa what may come.
_tifa() {
	local line
	local -a lines found
	lines=("${(@f)$(${words[1]} completion words -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
	for line in $lines; do
		[[ $line == :files ]] && continue
		# Of value and meaning the former ends at the first colon that is not quoted.
		found+=("${${line%%$'\t'*}//:/\\:}${${(M)line:#*$'\t'*}:+:${line#*$'\t'}}")
	done
	(( $#found )) && _describe tifa found
	if [[ ${lines[(r):files]} == :files ]]; then
		[[ $PREFIX == --*=* ]] && compset -P '--*='
		_files
	fi
	return 0
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
	_tifa "$@"
else
	compdef _tifa tifa
fi
