#!/usr/bin/env bash
# Puts an overlay of k8s/overlays onto the cluster that kubectl points to, and looks after it.
set -euo pipefail

usage() {
    cat <<'USAGE'
Usage: ./deploy.sh ENVIRONMENT COMMAND [--dry-run] [--yes] [IMAGE_TAG=tag] [IMAGE=repository]

Environments: dev, staging, production, us-east-1, eu-west-1, ap-southeast-1,
              pushgateway-staging, pushgateway-production, cluster

Commands:
  preview   show what apply would change; with --dry-run the manifests, without asking a cluster
  apply     render, validate, apply, fill missing secrets, wait for the rollout, ask the service;
            when that fails the Deployment goes back to what ran before
  status    show what runs
  rollback  go back one revision, wait, ask the service
  secrets   fill the keys that Secrets of the environment lack, leave the others alone
  delete    remove what runs; namespace, volumes and secrets stay unless --purge is given

Options:
  --dry-run  change nothing: say what would be done
  --yes      do not ask before deleting
  --purge    delete namespace, volumes and secrets, too

Variables:
  IMAGE_TAG, IMAGE   the image to run in place of the overlay's
  KUBECTL            the kubectl to use (kubectl)
  ROLLOUT_TIMEOUT    how long a rollout may take (5m)
  API_KEYS_FILE      file of hashed API keys for the Secret fingerprint-api-keys
  PROMETHEUS_PASSWORD_FILE
                     file of the password with which Prometheus scrapes Pushgateways already; without
                     it a new one is made
  NO_ROLLBACK=1      leave a failed rollout as it is, to look at it

Exit codes: 0 done, 1 failed, 2 wrong arguments or something is missing here.
USAGE
}

fail() {
    echo "deploy.sh: $1" >&2
    exit "${2:-1}"
}

say() {
    echo "==> $1"
}

root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
kubectl=${KUBECTL:-kubectl}
timeout=${ROLLOUT_TIMEOUT:-5m}
dry_run=
yes=
purge=
words=()
for argument in "$@"; do
    case $argument in
    --dry-run) dry_run=1 ;;
    --yes) yes=1 ;;
    --purge) purge=1 ;;
    -h | --help)
        usage
        exit 0
        ;;
    IMAGE_TAG=*) IMAGE_TAG=${argument#*=} ;;
    IMAGE=*) IMAGE=${argument#*=} ;;
    -*)
        usage >&2
        fail "unknown option $argument" 2
        ;;
    *) words+=("$argument") ;;
    esac
done
if [ ${#words[@]} -ne 2 ]; then
    usage >&2
    fail "an environment and a command are needed" 2
fi
environment=${words[0]}
command=${words[1]}
overlay=$root/k8s/overlays/$environment
[ -f "$overlay/kustomization.yaml" ] || fail "there is no environment $environment in k8s/overlays" 2
case $command in
preview | apply | status | rollback | secrets | delete) ;;
*)
    usage >&2
    fail "unknown command $command" 2
    ;;
esac

work=$(mktemp -d)
forward=
finish() {
    if [ -n "$forward" ]; then
        kill "$forward" 2>/dev/null || true
    fi
    rm -rf "$work"
}
trap finish EXIT

# --- prerequisites ---------------------------------------------------------------------------

prerequisites() {
    command -v "$kubectl" >/dev/null || fail "kubectl is missing: https://kubernetes.io/docs/tasks/tools/" 2
    for tool in awk curl; do
        command -v "$tool" >/dev/null || fail "$tool is missing: install the package $tool" 2
    done
    [ -n "$dry_run" ] && [ "$command" = preview ] && return
    "$kubectl" get --raw /readyz >/dev/null 2>"$work/error" ||
        fail "the cluster of context $("$kubectl" config current-context 2>/dev/null || echo '(none)') does not answer: $(head -1 "$work/error")" 2
}

# --- render ----------------------------------------------------------------------------------

render() {
    local source=$overlay
    if [ -n "${IMAGE_TAG:-}${IMAGE:-}" ]; then
        source=$work/overlay
        mkdir "$source"
        {
            echo "apiVersion: kustomize.config.k8s.io/v1beta1"
            echo "kind: Kustomization"
            echo "resources: [$(realpath --relative-to="$source" "$overlay")]"
            echo "images:"
            echo "  - name: fingerprint-api"
            [ -z "${IMAGE:-}" ] || echo "    newName: $IMAGE"
            [ -z "${IMAGE_TAG:-}" ] || echo "    newTag: \"$IMAGE_TAG\""
        } >"$source/kustomization.yaml"
    fi
    "$kubectl" kustomize "$source" >"$work/manifests.yaml" 2>"$work/error" ||
        fail "the overlay $environment does not render: $(cat "$work/error")"
    objects <"$work/manifests.yaml" >"$work/objects"
    namespace=$(awk '$1 == "Deployment" { print $2; exit }' "$work/objects")
}

# One object a line: kind, namespace, name, keys that a Secret should have.
objects() {
    awk '
        function flush() {
            if (kind != "") print kind, (space == "" ? "-" : space), name, (keys == "" ? "-" : keys)
            kind = name = space = keys = ""
            inside = 0
        }
        /^---/ { flush(); next }
        /^kind: / { kind = $2 }
        /^[^ ]/ { inside = ($1 == "metadata:") }
        inside && /^  name: / { name = $2 }
        inside && /^  namespace: / { space = $2 }
        inside && /^    fingerprint-api\/keys: / { keys = $2 }
        END { flush() }'
}

deployments() {
    awk '$1 == "Deployment" { print $2, $3 }' "$work/objects"
}

has() {
    awk -v kind="$1" -v name="$2" '$1 == kind && $3 == name { found = 1 } END { exit !found }' "$work/objects"
}

# --- secrets ---------------------------------------------------------------------------------

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
    local kind space name keys key missing
    if [ -n "${PROMETHEUS_PASSWORD_FILE:-}" ]; then
        # Here, where standard input is still that of this script: it may be the file.
        tr -d '\n' <"$PROMETHEUS_PASSWORD_FILE" >"$work/prometheus-password" 2>/dev/null || true
        [ -s "$work/prometheus-password" ] ||
            fail "PROMETHEUS_PASSWORD_FILE names $PROMETHEUS_PASSWORD_FILE, which is missing or empty" 2
    fi
    while read -r kind space name keys; do
        [ "$kind" = Secret ] && [ "$keys" != - ] || continue
        missing=
        for key in ${keys//,/ }; do
            if [ -z "$("$kubectl" -n "$space" get secret "$name" -o "jsonpath={.data.${key//./\\.}}" 2>/dev/null)" ]; then
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
            if [ -n "${API_KEYS_FILE:-}" ]; then
                [ -s "$API_KEYS_FILE" ] || fail "API_KEYS_FILE names $API_KEYS_FILE, which is missing or empty" 2
                put_secret "$space" "$name" "keys=$API_KEYS_FILE"
            else
                echo "deploy.sh: the pods wait for the Secret $name: set API_KEYS_FILE to the file of hashed keys and run ./deploy.sh $environment secrets" >&2
            fi
            ;;
        *)
            echo "deploy.sh: the Secret $name lacks$missing: kubectl -n $space patch secret $name -p '{\"stringData\":{…}}'" >&2
            ;;
        esac
    done <"$work/objects"
}

# By file, so that no value stands in a list of processes.
put_secret() {
    local space=$1 name=$2 pair json=
    shift 2
    for pair in "$@"; do
        json+="${json:+,}\"${pair%%=*}\":\"$(base64 <"${pair#*=}" | tr -d '\n')\""
    done
    printf '{"data":{%s}}' "$json" >"$work/patch.json"
    "$kubectl" -n "$space" patch secret "$name" --type merge --patch-file "$work/patch.json" >/dev/null ||
        fail "cannot fill the Secret $name"
    say "filled the Secret $name"
}

# --- rollout ---------------------------------------------------------------------------------

wait_for_rollout() {
    local space name
    while read -r space name; do
        say "waiting for $name"
        "$kubectl" -n "$space" rollout status "deployment/$name" --timeout "$timeout" || return 1
    done < <(deployments)
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
        echo "deploy.sh: no port to the service: $(head -1 "$work/forward")" >&2
        result=1
    elif ! curl -fsS --max-time 5 "$base/health" >/dev/null; then
        echo "deploy.sh: /health does not answer" >&2
        result=1
    elif ! curl -fsS --max-time 5 "$base/api/v1/models/status" | grep -q '"status": *"ready"'; then
        echo "deploy.sh: the models are not ready" >&2
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
            echo "deploy.sh: classify answers $code: $(head -c 300 "$work/answer" 2>/dev/null)" >&2
            result=1
            ;;
        esac
    fi
    kill "$forward" 2>/dev/null || true
    forward=
    return "$result"
}

undo() {
    local space name
    while read -r space name; do
        [ "$name" = fingerprint-api ] || [ "$command" = rollback ] || continue
        "$kubectl" -n "$space" rollout undo "deployment/$name" || return 1
        "$kubectl" -n "$space" rollout status "deployment/$name" --timeout "$timeout" || return 1
    done < <(deployments | grep -E " (fingerprint-api|pushgateway|prometheus-adapter)$")
}

# --- commands --------------------------------------------------------------------------------

validate() {
    say "validating"
    # A namespace that is not there yet cannot be validated into.
    local mode=server
    if [ -n "$namespace" ] && ! "$kubectl" get namespace "$namespace" >/dev/null 2>&1; then
        mode=client
    fi
    "$kubectl" apply --dry-run="$mode" -f "$work/manifests.yaml" >"$work/validated" 2>"$work/error" ||
        fail "the cluster refuses the manifests: $(cat "$work/error")"
    if has HorizontalPodAutoscaler fingerprint-api &&
        ! "$kubectl" get --raw /apis/custom.metrics.k8s.io/v1beta1 >/dev/null 2>&1; then
        echo "deploy.sh: nobody serves http_requests_per_second here: until ./deploy.sh cluster apply, the HPA scales up on CPU and memory alone and never down" >&2
    fi
}

preview() {
    if [ -n "$dry_run" ]; then
        cat "$work/manifests.yaml"
        return
    fi
    local code=0
    "$kubectl" diff -f "$work/manifests.yaml" || code=$?
    [ "$code" -le 1 ] || fail "kubectl diff failed"
}

apply() {
    say "$environment on $("$kubectl" config current-context 2>/dev/null || echo '(no context)'), $(wc -l <"$work/objects") objects"
    validate
    if [ -n "$dry_run" ]; then
        cat "$work/validated"
        fill_secrets
        return
    fi
    "$kubectl" apply -f "$work/manifests.yaml" || fail "apply failed"
    fill_secrets
    if wait_for_rollout && smoke_test; then
        say "$environment is up"
        return
    fi
    "$kubectl" -n "$namespace" get pods >&2 || true
    [ -z "${NO_ROLLBACK:-}" ] || fail "the rollout failed and is left as it is"
    say "going back"
    undo || fail "the rollout failed, and so did going back: nothing ran before, or see the pods above"
    fail "the rollout failed; what ran before runs again"
}

status() {
    "$kubectl" -n "$namespace" get deployments,horizontalpodautoscalers,pods,poddisruptionbudgets,services,ingresses,cronjobs -o wide
    local space name
    while read -r space name; do
        "$kubectl" -n "$space" rollout history "deployment/$name"
    done < <(deployments)
}

rollback() {
    if [ -n "$dry_run" ]; then
        say "would go back one revision: $(deployments | grep -E ' (fingerprint-api|pushgateway|prometheus-adapter)$' | cut -d' ' -f2)"
        return
    fi
    undo || fail "cannot go back"
    smoke_test || fail "what ran before does not answer either"
    say "$environment runs the revision before"
}

remove() {
    local kept="Namespace PersistentVolumeClaim Secret"
    [ -z "$purge" ] || kept=
    awk -v kept="$kept" '
        function flush() {
            if (text != "" && index(" " kept " ", " " kind " ") == 0) printf "%s---\n", text
            text = kind = ""
        }
        /^---/ { flush(); next }
        /^kind: / { kind = $2 }
        { text = text $0 "\n" }
        END { flush() }' "$work/manifests.yaml" >"$work/delete.yaml"
    say "to be deleted: $(objects <"$work/delete.yaml" | awk '{ printf "%s/%s ", $1, $3 }')"
    [ -z "$dry_run" ] || return 0
    if [ -z "$yes" ]; then
        local answer=
        printf 'Type %s to delete it: ' "$environment"
        read -r answer || true
        [ "$answer" = "$environment" ] || fail "nothing was deleted"
    fi
    "$kubectl" delete --ignore-not-found -f "$work/delete.yaml" || fail "delete failed"
}

prerequisites
render
case $command in
preview) preview ;;
apply) apply ;;
status) status ;;
rollback) rollback ;;
secrets) fill_secrets ;;
delete) remove ;;
esac
