#!/usr/bin/env bash
# Fills Secrets, and never shows what is in them. Part of deploy.sh.

# shellcheck disable=SC2154 # deploy.sh sets what is read here

keys_changed=

random() {
    # Letters and digits alone: it stands in a URL and in a settings file. `head` closing the pipe
    # is how it ends.
    (set +o pipefail && LC_ALL=C tr -dc 'A-Za-z0-9' </dev/urandom | head -c 40)
}

# bcrypt of standard input, as the Pushgateway reads it.
hashed() {
    htpasswd -niB -C 10 user | head -1 | cut -d: -f2
}

# Fills what is missing and says what nobody but its owner can fill.
fill_secrets() {
    local kind space name keys key path missing
    if [ -n "${PROMETHEUS_PASSWORD_FILE:-}" ]; then
        # Here, where standard input is still that of this script: it may be the file.
        tr -d '\n' <"$PROMETHEUS_PASSWORD_FILE" >"$work/prometheus-password" 2>/dev/null || true
        [ -s "$work/prometheus-password" ] ||
            fail "PROMETHEUS_PASSWORD_FILE names $PROMETHEUS_PASSWORD_FILE, which is missing or empty" 2
    fi
    while read -r kind space name keys; do
        [ "$kind" = Secret ] && [ "$keys" != - ] || continue
        if [ "$name" = fingerprint-api-keys ] && [ -n "${API_KEYS_FILE:-}" ]; then
            put_keys "$space" "$name"
            continue
        fi
        missing=
        for key in ${keys//,/ }; do
            path="jsonpath={.data.${key//./\\.}}"
            if [ -z "$("$kubectl" -n "$space" get secret "$name" -o "$path" 2>/dev/null)" ]; then
                missing+=" $key"
            fi
        done
        if [ -z "$missing" ]; then
            say "Secret $name has all its keys"
            continue
        fi
        if [ -n "$dry_run" ]; then
            say "Secret $name lacks$missing"
            continue
        fi
        case $name in
        redis-auth)
            random >"$work/password"
            put_secret "$space" "$name" "password=$work/password"
            ;;
        fingerprint-api-nonces)
            random >"$work/nonce-key"
            put_secret "$space" "$name" "nonce-key=$work/nonce-key"
            ;;
        pushgateway-auth)
            command -v htpasswd >/dev/null || fail "htpasswd is missing: install apache2-utils" 2
            random >"$work/password"
            [ -s "$work/prometheus-password" ] || random >"$work/prometheus-password"
            printf ci >"$work/username"
            printf 'basic_auth_users:\n  ci: %s\n  prometheus: %s\n' \
                "$(hashed <"$work/password")" "$(hashed <"$work/prometheus-password")" >"$work/web.yml"
            put_secret "$space" "$name" "username=$work/username" "password=$work/password" \
                "prometheus-password=$work/prometheus-password" "web.yml=$work/web.yml"
            ;;
        fingerprint-api-keys)
            warn "the pods wait for the Secret $name: set API_KEYS_FILE to the file of hashed" \
                "keys and run ./deploy.sh $environment secrets"
            ;;
        *)
            warn "the Secret $name lacks$missing:" \
                "kubectl -n $space patch secret $name -p '{\"stringData\":{…}}'"
            ;;
        esac
    done <"$work/objects"
}

# The file of keys is whole: what stands in it may come in, and nobody else. So it replaces what was
# there, which adds keys and revokes them.
put_keys() {
    [ -s "$API_KEYS_FILE" ] ||
        fail "API_KEYS_FILE names $API_KEYS_FILE, which is missing or empty" 2
    local before
    before=$("$kubectl" -n "$1" get secret "$2" -o 'jsonpath={.data.keys}' 2>/dev/null || true)
    if [ "$before" = "$(base64 <"$API_KEYS_FILE" | tr -d '\n')" ]; then
        say "Secret $2 has the keys of $API_KEYS_FILE"
    elif [ -n "$dry_run" ]; then
        say "Secret $2 would get the keys of $API_KEYS_FILE"
    else
        put_secret "$1" "$2" "keys=$API_KEYS_FILE"
        [ -z "$before" ] || keys_changed=1
    fi
}

# By file, so that no value stands in a list of processes.
put_secret() {
    local space=$1 name=$2 pair json=
    shift 2
    for pair in "$@"; do
        json+="${json:+,}\"${pair%%=*}\":\"$(base64 <"${pair#*=}" | tr -d '\n')\""
    done
    printf '{"data":{%s}}' "$json" >"$work/patch.json"
    "$kubectl" -n "$space" patch secret "$name" --type merge \
        --patch-file "$work/patch.json" >/dev/null ||
        fail "cannot fill the Secret $name"
    say "filled the Secret $name"
}

# Keys that changed are in force when this returns: pods that read the old file are replaced.
secrets() {
    fill_secrets
    [ -n "$keys_changed" ] || return 0
    [ -n "$("$kubectl" -n "$namespace" get deployment fingerprint-api -o 'jsonpath={.metadata.name}' 2>/dev/null || true)" ] ||
        return 0
    say "the keys changed: replacing the pods that know the old ones"
    "$kubectl" -n "$namespace" rollout restart deployment/fingerprint-api ||
        fail "cannot restart fingerprint-api"
    wait_for_rollout || fail "the pods are not replaced yet: some may still take the old keys"
    say "the new keys are in force"
}
