#!/usr/bin/env bash
# Puts an overlay of k8s/overlays onto the cluster that kubectl points to, and looks after it.
set -euo pipefail

usage() {
    cat <<'USAGE'
Usage: ./deploy.sh ENVIRONMENT COMMAND [--dry-run] [--yes] [IMAGE=repository] [IMAGE_TAG=tag]

Environments: dev, staging, production (prod), us-east-1, eu-west-1, ap-southeast-1,
              pushgateway-staging, pushgateway-production, cluster

Commands:
  preview   show what apply would change; with --dry-run the manifests, without asking a cluster
  apply     render, validate, fill missing secrets, apply, wait for the rollout, ask the service;
            when that fails and something was changed, the release before is applied again
  status    show what runs
  rollback  apply the release before the one that runs, wait, ask the service
  models    TAG, DIGEST, rollback or own: serve the models of another image with the release that
            runs; those before; those of the service's own image
  secrets   fill the keys that Secrets of the environment lack; with API_KEYS_FILE, make exactly the
            keys of that file the ones that open, and wait until they are
  delete    remove what runs; namespace, volumes and secrets stay unless --purge is given

Options:
  --dry-run  change nothing: say what would be done
  --yes      do not ask before deleting
  --purge    delete namespace, volumes and secrets, too

Variables:
  IMAGE, IMAGE_TAG   the image to run, with its registry, and its tag or sha256:digest; what is not
                     given stays what runs now
  MODELS_IMAGE       the repository of `models TAG`, where it is not the one of the models that run
  DRY_RUN=true       as --dry-run
  KUBECTL            the kubectl to use (kubectl)
  ROLLOUT_TIMEOUT    how long each rollout may take; without it, until it makes no progress
  API_KEYS_FILE      file of hashed API keys for the Secret fingerprint-api-keys
  PROMETHEUS_PASSWORD_FILE
                     file of the password with which Prometheus scrapes Pushgateways already;
                     without it a new one is made
  NO_ROLLBACK=1      leave a failed rollout as it is, to look at it

Exit codes: 0 done, 1 failed, 2 wrong arguments or something is missing here.
USAGE
}

fail() {
    warn "$1"
    exit "${2:-1}"
}

say() {
    echo "==> $1"
}

warn() {
    echo "deploy.sh: $*" >&2
}

root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
kubectl=${KUBECTL:-kubectl}
dry_run=
case ${DRY_RUN:-} in
true | 1 | yes) dry_run=1 ;;
esac
yes=
purge=
words=()
# shellcheck disable=SC2034 # make/deploy reads IMAGE and IMAGE_TAG
for word in "$@"; do
    case $word in
    --dry-run) dry_run=1 ;;
    --yes) yes=1 ;;
    --purge) purge=1 ;;
    -h | --help)
        usage
        exit 0
        ;;
    IMAGE_TAG=*) IMAGE_TAG=${word#*=} ;;
    IMAGE=*) IMAGE=${word#*=} ;;
    -*)
        usage >&2
        fail "unknown option $word" 2
        ;;
    *) words+=("$word") ;;
    esac
done
command=${words[1]:-}
# shellcheck disable=SC2034 # make/deploy/record.sh reads it
argument=${words[2]:-}
wanted=2
[ "$command" != models ] || wanted=3
if [ ${#words[@]} -ne "$wanted" ]; then
    usage >&2
    [ "$wanted" -eq 2 ] || fail "models needs a tag, a digest, rollback or own" 2
    fail "an environment and a command are needed" 2
fi
environment=${words[0]}
[ "$environment" != prod ] || environment=production
overlay=$root/k8s/overlays/$environment
[ -f "$overlay/kustomization.yaml" ] ||
    fail "there is no environment $environment in k8s/overlays" 2
case $command in
preview | apply | status | rollback | models | secrets | delete) ;;
*)
    usage >&2
    fail "unknown command $command" 2
    ;;
esac

work=$(mktemp -d)
forward=
namespace=
finish() {
    if [ -n "$forward" ]; then
        kill "$forward" 2>/dev/null || true
    fi
    rm -rf "$work"
}
trap finish EXIT

for part in render secrets rollout record; do
    # shellcheck disable=SC1090 # each is linted by itself
    . "$root/make/deploy/$part.sh"
done

context() {
    "$kubectl" config current-context 2>/dev/null || echo '(none)'
}

prerequisites() {
    command -v "$kubectl" >/dev/null ||
        fail "kubectl is missing: https://kubernetes.io/docs/tasks/tools/" 2
    local tool
    for tool in awk curl; do
        command -v "$tool" >/dev/null || fail "$tool is missing: install the package $tool" 2
    done
    [ -n "$dry_run" ] && [ "$command" = preview ] && return
    "$kubectl" get --raw /readyz >/dev/null 2>"$work/error" ||
        fail "the cluster of context $(context) does not answer: $(head -1 "$work/error")" 2
}

# --- commands --------------------------------------------------------------------------------

# A cluster without the Gateway API gets the service without a way in from outside, and is told so.
front_door_label=fingerprint-api/front-door=true
front_door() {
    has Gateway fingerprint-api || return 0
    if ! "$kubectl" get --raw /apis/gateway.networking.k8s.io/v1 >/dev/null 2>&1; then
        warn "nothing serves the Gateway API here: Gateway and routes are left out, no request" \
            "comes in from outside. Install it (https://gateway-api.sigs.k8s.io) and apply again, or use" \
            "k8s/components/ingress"
        documents "Gateway HTTPRoute" not <"$work/manifests.yaml" >"$work/inside.yaml"
        mv "$work/inside.yaml" "$work/manifests.yaml"
        objects <"$work/manifests.yaml" >"$work/objects"
    elif [ -z "$("$kubectl" get namespaces -l "$front_door_label" -o name 2>/dev/null)" ]; then
        warn "no namespace has the label $front_door_label: only proxies in" \
            "$namespace itself may come in"
    fi
}

validate() {
    say "validating"
    # A namespace that is not there yet cannot be validated into.
    local mode=server
    if [ -n "$namespace" ] && ! "$kubectl" get namespace "$namespace" >/dev/null 2>&1; then
        mode=client
    fi
    "$kubectl" apply --dry-run="$mode" -f "$work/manifests.yaml" \
        >"$work/validated" 2>"$work/error" ||
        fail "the cluster refuses the manifests: $(cat "$work/error")"
    if has HorizontalPodAutoscaler fingerprint-api &&
        ! "$kubectl" get --raw /apis/custom.metrics.k8s.io/v1beta1 >/dev/null 2>&1; then
        warn "nothing serves http_requests_per_second here: until ./deploy.sh cluster apply," \
            "the HPA" \
            "scales up on CPU and memory alone and never down"
    fi
}

preview() {
    if [ -n "$dry_run" ]; then
        cat "$work/manifests.yaml"
        return
    fi
    front_door
    local code=0
    "$kubectl" diff -f "$work/manifests.yaml" || code=$?
    [ "$code" -le 1 ] || fail "kubectl diff failed"
}

apply() {
    front_door
    say "$environment on $(context), $(wc -l <"$work/objects") objects"
    validate
    if [ -n "$dry_run" ]; then
        cat "$work/validated"
        fill_secrets
        return
    fi
    # Secrets first, and filled: a pod that starts before its password waits for a retry.
    documents "Namespace Secret" <"$work/manifests.yaml" >"$work/first.yaml"
    if [ -s "$work/first.yaml" ]; then
        "$kubectl" apply -f "$work/first.yaml" || fail "apply failed"
    fi
    fill_secrets
    note_revisions
    apply_file "$work/manifests.yaml" || fail "apply failed"
    if wait_for_rollout && smoke_test; then
        remember "$work/manifests.yaml"
        say "$environment is up"
        return
    fi
    "$kubectl" -n "$namespace" get pods >&2 || true
    [ -z "${NO_ROLLBACK:-}" ] || fail "the rollout failed and is left as it is"
    undo
}

status() {
    local kinds=deployments,horizontalpodautoscalers,pods,poddisruptionbudgets,services,cronjobs
    "$kubectl" -n "$namespace" get "$kinds" -o wide
    local space name
    while read -r space name; do
        "$kubectl" -n "$space" rollout history "deployment/$name"
    done < <(deployments)
    if recorded previous >"$work/previous"; then
        say "rollback would go back to $(images "$work/previous")"
    fi
}

remove() {
    # A kind that nobody serves cannot be deleted, either.
    front_door 2>/dev/null
    if [ -n "$purge" ]; then
        cp "$work/manifests.yaml" "$work/delete.yaml"
    else
        documents "Namespace PersistentVolumeClaim Secret" not \
            <"$work/manifests.yaml" >"$work/delete.yaml"
    fi
    say "to be deleted: $(objects <"$work/delete.yaml" | awk '{ printf "%s/%s ", $1, $3 }')"
    [ -z "$dry_run" ] || return 0
    if [ -z "$yes" ]; then
        local answer=
        printf 'Type %s to delete it: ' "$environment"
        read -r answer || true
        [ "$answer" = "$environment" ] || fail "nothing was deleted"
    fi
    "$kubectl" delete --ignore-not-found -f "$work/delete.yaml" || fail "delete failed"
    # What was deleted is nothing to go back to.
    "$kubectl" -n "$namespace" delete configmap "$(record_name)" \
        --ignore-not-found >/dev/null || true
}

prerequisites
render
case $command in
delete) remove ;;
*) "$command" ;;
esac
