# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_gongkai_global_optspecs
    string join \n h/help V/version
end

function __fish_gongkai_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_gongkai_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_gongkai_using_subcommand
    set -l cmd (__fish_gongkai_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c gongkai -n "__fish_gongkai_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c gongkai -n "__fish_gongkai_needs_command" -s V -l version -d 'Print version'
complete -c gongkai -n "__fish_gongkai_needs_command" -f -a "convert" -d 'Convert files and folders to a dataset'
complete -c gongkai -n "__fish_gongkai_needs_command" -f -a "merge" -d 'Put output folders together, as if one run had made them'
complete -c gongkai -n "__fish_gongkai_needs_command" -f -a "inspect" -d 'Print what one stage makes of a file, as JSON'
complete -c gongkai -n "__fish_gongkai_needs_command" -f -a "export" -d 'Write the dataset of an output folder for other programs'
complete -c gongkai -n "__fish_gongkai_needs_command" -f -a "schema" -d 'Print the JSON Schema of a document file'
complete -c gongkai -n "__fish_gongkai_needs_command" -f -a "completions" -d 'Print a script that lets a shell complete arguments'
complete -c gongkai -n "__fish_gongkai_needs_command" -f -a "man" -d 'Print the manual page, in the language of man'
complete -c gongkai -n "__fish_gongkai_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c gongkai -n "__fish_gongkai_using_subcommand convert" -l files-from -d 'Take inputs from this file too, one per line or NUL byte; - is stdin' -r -F
complete -c gongkai -n "__fish_gongkai_using_subcommand convert" -s o -l output -d 'Output folder; - prints the documents to stdout, in order of their names, and leaves no files' -r -F
complete -c gongkai -n "__fish_gongkai_using_subcommand convert" -l root -d 'Folder that the names of inputs are relative to [default: their longest common parent]' -r -F
complete -c gongkai -n "__fish_gongkai_using_subcommand convert" -s j -l jobs -d 'Documents at a time [default: number of cores]' -r
complete -c gongkai -n "__fish_gongkai_using_subcommand convert" -l shard -d 'Convert one part of the inputs, chosen by the hash of their names: 3/8 is the third of eight' -r
complete -c gongkai -n "__fish_gongkai_using_subcommand convert" -l timeout -d 'Time for one document: 90, 90s, 2m, or none [default: 120s]' -r
complete -c gongkai -n "__fish_gongkai_using_subcommand convert" -l stall -d 'Time in which a document must get on by a step or a page [default: 60s]' -r
complete -c gongkai -n "__fish_gongkai_using_subcommand convert" -l memory-limit -d 'Memory for one document: 512M, 2G, or none [default: 2G]' -r
complete -c gongkai -n "__fish_gongkai_using_subcommand convert" -l recycle -d 'Documents after which a worker process is replaced [default: 250]' -r
complete -c gongkai -n "__fish_gongkai_using_subcommand convert" -l retry-failed -d 'Convert inputs again that failed before, all or those with this reason' -r
complete -c gongkai -n "__fish_gongkai_using_subcommand convert" -l log-format -d 'Talk to people, or to programs in lines of JSON' -r -f -a "text\t'Lines for people'
json\t'JSON objects, one per line, whose message_type is start, document, page (with -vv), warning, summary or error'"
complete -c gongkai -n "__fish_gongkai_using_subcommand convert" -l progress -d 'Whether to draw a progress bar' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c gongkai -n "__fish_gongkai_using_subcommand convert" -l isolate -d 'Convert in worker processes even where there is one input; also done when a limit is given'
complete -c gongkai -n "__fish_gongkai_using_subcommand convert" -l no-isolation -d 'Convert in this process: no limits of time and memory, and a document that ends the process ends the run'
complete -c gongkai -n "__fish_gongkai_using_subcommand convert" -l force -d 'Convert all inputs again'
complete -c gongkai -n "__fish_gongkai_using_subcommand convert" -l quick -d 'Take a file of unchanged size that was not touched since its document was written for unchanged'
complete -c gongkai -n "__fish_gongkai_using_subcommand convert" -l prune -d 'Remove the documents of inputs that are gone'
complete -c gongkai -n "__fish_gongkai_using_subcommand convert" -l dry-run -d 'List what would be done for each input, on stdout, and do nothing'
complete -c gongkai -n "__fish_gongkai_using_subcommand convert" -l show-config -d 'Print every setting, its value and where it comes from, and do nothing'
complete -c gongkai -n "__fish_gongkai_using_subcommand convert" -s q -l quiet -d 'Say nothing but errors'
complete -c gongkai -n "__fish_gongkai_using_subcommand convert" -s v -l verbose -d 'Say a line for every document; -vv also for every page'
complete -c gongkai -n "__fish_gongkai_using_subcommand convert" -l json -d 'Print the summary as JSON to stdout'
complete -c gongkai -n "__fish_gongkai_using_subcommand convert" -l strict -d 'End with code 4 when a check finds a mismatch'
complete -c gongkai -n "__fish_gongkai_using_subcommand convert" -l fail-fast -d 'Begin no further document after the first that fails; running again goes on'
complete -c gongkai -n "__fish_gongkai_using_subcommand convert" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c gongkai -n "__fish_gongkai_using_subcommand merge" -s o -l output -d 'Output folder' -r -F
complete -c gongkai -n "__fish_gongkai_using_subcommand merge" -s q -l quiet -d 'Say nothing but errors'
complete -c gongkai -n "__fish_gongkai_using_subcommand merge" -l strict -d 'End with code 4 when a check finds a mismatch'
complete -c gongkai -n "__fish_gongkai_using_subcommand merge" -s h -l help -d 'Print help'
complete -c gongkai -n "__fish_gongkai_using_subcommand inspect" -l stage -d 'The stage whose result is printed' -r -f -a "extract\t'Glyphs, rules and images of each page, or lines of a dump'
reflow\t'Lines of each page'
table\t'Tables, and the prose around them'
classify\t'The document with its records'
verify\t'The same with its arithmetic checked'"
complete -c gongkai -n "__fish_gongkai_using_subcommand inspect" -l page -d 'Only what stands on this page, counted from 1' -r
complete -c gongkai -n "__fish_gongkai_using_subcommand inspect" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c gongkai -n "__fish_gongkai_using_subcommand export" -l to -d 'Format' -r -f -a "csv\t'One CSV file per kind of record'"
complete -c gongkai -n "__fish_gongkai_using_subcommand export" -s o -l output -d 'Folder to write to [default: OUT/csv]' -r -F
complete -c gongkai -n "__fish_gongkai_using_subcommand export" -l bom -d 'For Excel: begin with a byte order mark, and keep text from being taken for formulas'
complete -c gongkai -n "__fish_gongkai_using_subcommand export" -s q -l quiet -d 'Say nothing but errors'
complete -c gongkai -n "__fish_gongkai_using_subcommand export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c gongkai -n "__fish_gongkai_using_subcommand schema" -s h -l help -d 'Print help'
complete -c gongkai -n "__fish_gongkai_using_subcommand completions" -s h -l help -d 'Print help'
complete -c gongkai -n "__fish_gongkai_using_subcommand man" -s h -l help -d 'Print help'
complete -c gongkai -n "__fish_gongkai_using_subcommand help; and not __fish_seen_subcommand_from convert merge inspect export schema completions man help" -f -a "convert" -d 'Convert files and folders to a dataset'
complete -c gongkai -n "__fish_gongkai_using_subcommand help; and not __fish_seen_subcommand_from convert merge inspect export schema completions man help" -f -a "merge" -d 'Put output folders together, as if one run had made them'
complete -c gongkai -n "__fish_gongkai_using_subcommand help; and not __fish_seen_subcommand_from convert merge inspect export schema completions man help" -f -a "inspect" -d 'Print what one stage makes of a file, as JSON'
complete -c gongkai -n "__fish_gongkai_using_subcommand help; and not __fish_seen_subcommand_from convert merge inspect export schema completions man help" -f -a "export" -d 'Write the dataset of an output folder for other programs'
complete -c gongkai -n "__fish_gongkai_using_subcommand help; and not __fish_seen_subcommand_from convert merge inspect export schema completions man help" -f -a "schema" -d 'Print the JSON Schema of a document file'
complete -c gongkai -n "__fish_gongkai_using_subcommand help; and not __fish_seen_subcommand_from convert merge inspect export schema completions man help" -f -a "completions" -d 'Print a script that lets a shell complete arguments'
complete -c gongkai -n "__fish_gongkai_using_subcommand help; and not __fish_seen_subcommand_from convert merge inspect export schema completions man help" -f -a "man" -d 'Print the manual page, in the language of man'
complete -c gongkai -n "__fish_gongkai_using_subcommand help; and not __fish_seen_subcommand_from convert merge inspect export schema completions man help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
