#!/usr/bin/env bash
# Waits for a rollout and asks the service. Part of deploy.sh.

# shellcheck disable=SC2154 # deploy.sh sets what is read here

# Without ROLLOUT_TIMEOUT the Deployment itself says when it gave up: progressDeadlineSeconds
# without one more pod, however many there are.
wait_for_rollout() {
    local space name
    while read -r space name; do
        say "waiting for $name"
        "$kubectl" -n "$space" rollout status "deployment/$name" ${ROLLOUT_TIMEOUT:+--timeout "$ROLLOUT_TIMEOUT"} ||
            return 1
    done < <(deployments)
    wait_for_minimum
}

# A Deployment under an HPA begins with one pod: what is asked then must be what will serve.
wait_for_minimum() {
    has HorizontalPodAutoscaler fingerprint-api || return 0
    local least available tries=0
    least=$("$kubectl" -n "$namespace" get hpa fingerprint-api -o 'jsonpath={.spec.minReplicas}') ||
        return 1
    while :; do
        available=$("$kubectl" -n "$namespace" get deployment fingerprint-api \
            -o 'jsonpath={.status.availableReplicas}') ||
            return 1
        [ "${available:-0}" -lt "${least:-1}" ] || return 0
        tries=$((tries + 1))
        if [ "$tries" -gt "${MINIMUM_SECONDS:-300}" ]; then
            warn "${available:-0} of $least pods are available"
            return 1
        fi
        [ "$tries" -ne 1 ] || say "waiting for $least pods"
        sleep 1
    done
}

# Asks a pod through a port of our own, as no ingress and no policy stands between.
smoke_test() {
    has Deployment fingerprint-api || return 0
    say "asking the service"
    "$kubectl" -n "$namespace" port-forward service/fingerprint-api :80 >"$work/forward" 2>&1 &
    forward=$!
    local port="" tries=0
    while [ -z "$port" ] && [ "$tries" -lt 100 ]; do
        sleep 0.1
        tries=$((tries + 1))
        port=$(sed -n 's/^Forwarding from 127\.0\.0\.1:\([0-9]*\).*/\1/p' "$work/forward" | head -1)
    done
    local base=http://127.0.0.1:$port result=0
    if [ -z "$port" ]; then
        warn "no port to the service: $(head -1 "$work/forward")"
        result=1
    elif ! curl -fsS --max-time 5 "$base/health" >/dev/null; then
        warn "/health does not answer"
        result=1
    elif ! curl -fsS --max-time 5 "$base/api/v1/models/status" | grep -q '"status": *"ready"'; then
        warn "the models are not ready"
        result=1
    else
        # 401: the service asks for keys, as it should where they are on.
        local code
        code=$(curl -sS --max-time 5 -o "$work/answer" -w '%{http_code}' "$base/api/v1/classify" \
            -H 'content-type: application/json' \
            -d '{"http":{"version":"1.1","method":"GET","headers":[["user-agent","curl/8.5.0"],["accept","*/*"]]}}' || true)
        case $code in
        200 | 401) say "the service answers ($code)" ;;
        *)
            warn "classify answers $code: $(head -c 300 "$work/answer" 2>/dev/null)"
            result=1
            ;;
        esac
    fi
    kill "$forward" 2>/dev/null || true
    forward=
    return "$result"
}
