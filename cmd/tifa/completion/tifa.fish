# Completion of tifa for fish: it asks tifa what may come.
function __tifa_complete
    set -l words (commandline -opc) (commandline -ct)
    for line in ($words[1] completion words -- $words[2..-1] 2>/dev/null)
        if test "$line" = :files
            set -l current (commandline -ct)
            set -l flag (string match -r -- '^--[^=]*=' $current)
            for file in (__fish_complete_path (string replace -r -- '^--[^=]*=' '' $current))
                printf '%s%s\n' "$flag" $file
            end
        else
            echo $line
        end
    end
end
complete -c tifa -f -a '(__tifa_complete)'
