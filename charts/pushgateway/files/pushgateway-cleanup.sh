#!/bin/sh
# Deletes the groups of a Pushgateway that nobody has pushed to for MAX_AGE_DAYS (30).
#
#   PUSHGATEWAY_URL       http://pushgateway:9091
#   PUSHGATEWAY_USERNAME  PUSHGATEWAY_PASSWORD
#   MAX_AGE_DAYS          30
#
# Needs sh, awk, base64 and curl, as busybox and curlimages/curl have them. Exits 1 when the
# Pushgateway cannot be asked or a group cannot be deleted.
set -eu

url=${PUSHGATEWAY_URL:?set it to the address of the Pushgateway}
: "${PUSHGATEWAY_USERNAME:?set it to the name of who may push}"
: "${PUSHGATEWAY_PASSWORD:?set it to the password of who may push}"
days=${MAX_AGE_DAYS:-30}
cutoff=$(($(date +%s) - days * 86400))

# The password goes through a pipe, so that no process list shows it.
ask() {
    printf 'user = "%s:%s"\n' "$PUSHGATEWAY_USERNAME" "$PUSHGATEWAY_PASSWORD" |
        curl --config - --silent --show-error --fail --max-time 20 "$@"
}

encoded() {
    printf '%s' "$1" | base64 | tr -d '\n=' | tr '+/' '-_'
}

# One old group a line: label, tab, value, tab, label ... Empty labels are no part of a group's key.
old_groups() {
    awk -v cutoff="$cutoff" '
        /^push_time_seconds[{]/ {
            time = $NF
            if (time + 0 >= cutoff) next
            labels = $0
            sub(/^push_time_seconds[{]/, "", labels)
            sub(/[}] [^ ]*$/, "", labels)
            line = ""
            while (match(labels, /^[a-zA-Z_][a-zA-Z0-9_]*="/)) {
                name = substr(labels, 1, RLENGTH - 2)
                labels = substr(labels, RLENGTH + 1)
                value = ""
                while ((c = substr(labels, 1, 1)) != "\"") {
                    if (c == "\\") {
                        labels = substr(labels, 2)
                        c = substr(labels, 1, 1)
                        if (c == "n") c = "\n"
                    }
                    value = value c
                    labels = substr(labels, 2)
                }
                labels = substr(labels, 3)
                if (value != "") line = line (line == "" ? "" : "\t") name "\t" value
            }
            print line
        }'
}

metrics=$(ask "$url/metrics")
deleted=0
failed=0
tab=$(printf '\t')
while IFS= read -r group; do
    [ -n "$group" ] || continue
    path=
    rest=$group$tab
    # The job comes first in the address, whatever the order of the labels.
    while [ -n "$rest" ]; do
        name=${rest%%"$tab"*}
        rest=${rest#*"$tab"}
        value=${rest%%"$tab"*}
        rest=${rest#*"$tab"}
        if [ "$name" = job ]; then
            path=/job@base64/$(encoded "$value")$path
        else
            path=$path/$name@base64/$(encoded "$value")
        fi
    done
    if ask --request DELETE --output /dev/null "$url/metrics$path"; then
        deleted=$((deleted + 1))
    else
        failed=$((failed + 1))
        echo "pushgateway-cleanup: cannot delete $path" >&2
    fi
done <<GROUPS
$(printf '%s\n' "$metrics" | old_groups)
GROUPS
echo "pushgateway-cleanup: $deleted groups older than $days days deleted, $failed failed"
[ "$failed" -eq 0 ]
