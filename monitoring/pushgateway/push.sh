#!/usr/bin/env bash
# Pushes metrics of a CI job to the Pushgateway, and never fails the job: whatever goes wrong is a
# line on standard error and exit 0.
#
#   push.sh JOB [NAME=VALUE ...] < metrics.txt
#   push.sh ci workflow=main < metrics.txt
#
# JOB and NAME=VALUE are the group: its metrics replace those of the push before. Metrics come in
# the Prometheus text format.
#
#   PUSHGATEWAY_URL        https://pushgateway.fingerprint.example.com; empty: nothing is pushed
#   PUSHGATEWAY_USERNAME   PUSHGATEWAY_PASSWORD
#   PUSHGATEWAY_RETRIES    3
#   PUSHGATEWAY_TIMEOUT    10, seconds for one attempt
#   GITHUB_STEP_SUMMARY    where nothing could be pushed, the metrics are put into this file:
#                          the summary that the run itself shows
set -uo pipefail

say() { echo "push.sh: $*" >&2; }

# What nobody took is still to be seen, in the run itself.
summarize() {
    say "$1; nothing pushed"
    [[ -n ${GITHUB_STEP_SUMMARY:-} && -n ${metrics:-} ]] || return 0
    {
        printf '### Metrics of this run\n\nThey were not pushed: %s.\n\n```\n' "$1"
        printf '%s\n' "$metrics"
        printf '```\n'
    } >>"$GITHUB_STEP_SUMMARY"
}

encode() { printf %s "$1" | base64 | tr -d '\n=' | tr '+/' '-_'; }

if [[ $# -eq 0 || $1 == -h || $1 == --help ]]; then
    sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//p}' "$0"
    exit 0
fi

metrics=
if [[ -z ${PUSHGATEWAY_URL:-} ]]; then
    metrics=$(cat)
    summarize "PUSHGATEWAY_URL is not set"
    exit 0
fi

path=/metrics/job@base64/$(encode "$1")
shift
for label in "$@"; do
    if [[ $label != ?*=?* ]]; then
        say "'$label' is not NAME=VALUE; nothing pushed"
        exit 0
    fi
    path+=/${label%%=*}@base64/$(encode "${label#*=}")
done

metrics=$(cat)
if [[ -z $metrics ]]; then
    say "no metrics on standard input; nothing pushed"
    exit 0
fi

# The password goes through a file descriptor: a process list shows arguments.
credentials() {
    if [[ -n ${PUSHGATEWAY_USERNAME:-} ]]; then
        local password=${PUSHGATEWAY_PASSWORD:-}
        password=${password//\\/\\\\}
        printf 'user = "%s:%s"\n' "$PUSHGATEWAY_USERNAME" "${password//\"/\\\"}"
    fi
}

attempts=${PUSHGATEWAY_RETRIES:-3}
for ((attempt = 1; attempt <= attempts; attempt++)); do
    status=$(printf '%s\n' "$metrics" |
        curl --config <(credentials) --silent --output /dev/null --write-out '%{http_code}' \
            --max-time "${PUSHGATEWAY_TIMEOUT:-10}" --request PUT --data-binary @- \
            "${PUSHGATEWAY_URL%/}$path") || status=${status:-000}
    case $status in
    200 | 202) exit 0 ;;
    400 | 401 | 403)
        # It will say the same again.
        summarize "refused with $status"
        exit 0
        ;;
    esac
    say "attempt $attempt of $attempts: status $status"
    ((attempt < attempts)) && sleep "$attempt"
done
summarize "given up after $attempts attempts"
exit 0
