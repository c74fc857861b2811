# Prints the targets of the make files that it is given, by group: a `##@ Group` line opens a group,
# and a target with `## what it does` above it, or at the end of its line, stands in that group.

function open(name) {
    group = name
    if (!(group in text)) {
        order[++groups] = group
        text[group] = ""
    }
}

# Those that most people want come first, whatever file they stand in.
BEGIN {
    split("Run,Test,Train,Measure,Generate,Deploy", names, ",")
    for (i = 1; i in names; i++) open(names[i])
}

FNR == 1 { group = "" }

/^##@ / { open(substr($0, 5)) }

/^## / { above = substr($0, 4) }

/^\.PHONY/ || /^## / { next }

{
    about = above
    above = ""
}

/^[a-z][a-z0-9-]*:.* ## / { about = substr($0, index($0, " ## ") + 4) }

/^[a-z][a-z0-9-]*:/ && about != "" {
    if (group == "") open("Other")
    text[group] = text[group] sprintf("  %-20s %s\n", substr($0, 1, index($0, ":") - 1), about)
}

END {
    for (i = 1; i <= groups; i++)
        if (text[order[i]] != "") printf "%s%s\n%s", (i > 1 ? "\n" : ""), order[i], text[order[i]]
}
