# Completion of tifa for bash: it asks tifa what may come.
_tifa() {
	local current=${COMP_WORDS[COMP_CWORD]} line files= word strip=
	local -a words=()
	# bash takes --flag=value for three words.
	for word in "${COMP_WORDS[@]:1:COMP_CWORD}"; do
		if ((${#words[@]})) && [[ $word == = && ${words[${#words[@]}-1]} == --* ]]; then
			words[${#words[@]}-1]+==
		elif ((${#words[@]})) && [[ ${words[${#words[@]}-1]} == --*= ]]; then
			words[${#words[@]}-1]+=$word
		else
			words+=("$word")
		fi
	done
	word=${words[${#words[@]}-1]}
	[[ $word == --*=* && $current != --* ]] && strip=${word%%=*}=
	[[ $current == = ]] && current=
	COMPREPLY=()
	while IFS= read -r line; do
		if [[ $line == :files ]]; then
			files=1
		else
			line=${line%%$'\t'*}
			COMPREPLY+=("${line#"$strip"}")
		fi
	done < <("$1" completion words -- "${words[@]}" 2>/dev/null)
	if [[ $files ]]; then
		type compopt &>/dev/null && compopt -o filenames 2>/dev/null
		while IFS= read -r line; do
			COMPREPLY+=("$line")
		done < <(compgen -f -- "${current#--*=}")
	fi
}
complete -F _tifa tifa
