#!/usr/bin/env bash
# Puts a dump back into Redis: verify, confirm, stop, restore, start, verify.
set -euo pipefail

usage() {
    cat <<'USAGE'
Usage: redis-recovery.sh -f DUMP [-n NAMESPACE] [-d DEPLOYMENT] [--force] [--dry-run]

  -f DUMP        a dump of redis-backup.sh: a file here, or volume:NAME for one of the volume
                 redis-backups (volume: alone lists them)
  -n NAMESPACE   where Redis runs (fingerprint)
  -d DEPLOYMENT  its Deployment (redis)
  --force        do not ask
  --dry-run      verify the dump and say what would be done

What Redis holds now is kept on its volume under before-recovery-TIME/. Variables: KUBECTL
(kubectl), TIMEOUT (120s). Exit codes: 0 restored, 1 failed, 2 wrong arguments or something is
missing here.
USAGE
}

fail() {
    echo "redis-recovery: $1" >&2
    exit "${2:-1}"
}

say() {
    echo "==> $1"
}

kubectl=${KUBECTL:-kubectl}
timeout=${TIMEOUT:-120s}
dump=
namespace=fingerprint
deployment=redis
force=
dry_run=
while [ $# -gt 0 ]; do
    case $1 in
    -f | -n | -d)
        [ $# -ge 2 ] || fail "$1 needs a value" 2
        case $1 in
        -f) dump=$2 ;;
        -n) namespace=$2 ;;
        -d) deployment=$2 ;;
        esac
        shift
        ;;
    --force) force=1 ;;
    --dry-run) dry_run=1 ;;
    -h | --help)
        usage
        exit 0
        ;;
    *)
        usage >&2
        fail "unknown argument $1" 2
        ;;
    esac
    shift
done
if [ -z "$dump" ]; then
    usage >&2
    fail "-f is needed" 2
fi
command -v "$kubectl" >/dev/null || fail "kubectl is missing: https://kubernetes.io/docs/tasks/tools/" 2

kube() {
    "$kubectl" -n "$namespace" "$@"
}

pod=redis-recovery
stopped=
in_pod() {
    kube exec -i "$pod" -- "$@"
}

# Whatever happens, Redis runs again and nothing of ours stays.
finish() {
    kube delete pod "$pod" --ignore-not-found --wait=false >/dev/null 2>&1 || true
    if [ -n "$stopped" ]; then
        echo "redis-recovery: starting $deployment again with what its volume holds" >&2
        kube scale "deployment/$deployment" --replicas=1 >/dev/null || true
    fi
}

image_path='jsonpath={.spec.template.spec.containers[0].image}'
image=$(kube get "deployment/$deployment" -o "$image_path") ||
    fail "there is no Deployment $deployment in $namespace"
claim=$(kube get "deployment/$deployment" -o 'jsonpath={.spec.template.spec.volumes[?(@.name=="data")].persistentVolumeClaim.claimName}')
[ -n "$claim" ] || fail "$deployment keeps nothing on a volume called data"

# The volume is mounted by a pod of ours: Redis itself has no way in while it is stopped.
start_pod() {
    local data_claim=$1
    {
        cat <<POD
apiVersion: v1
kind: Pod
metadata:
  name: $pod
  labels:
    app.kubernetes.io/name: redis-recovery
spec:
  restartPolicy: Never
  activeDeadlineSeconds: 3600
  automountServiceAccountToken: false
  enableServiceLinks: false
  securityContext:
    runAsNonRoot: true
    runAsUser: 1000
    runAsGroup: 1000
    fsGroup: 1000
    seccompProfile: {type: RuntimeDefault}
  containers:
    - name: recovery
      image: $image
      # As the first process of a container it would ignore SIGTERM, and each deletion take 30 s.
      command: [sh, -c, 'trap "exit 0" TERM; sleep 3600 & wait']
      resources:
        requests: {cpu: 100m, memory: 64Mi}
        limits: {cpu: 500m, memory: 256Mi}
      securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        runAsNonRoot: true
        runAsUser: 1000
        capabilities: {drop: [ALL]}
        seccompProfile: {type: RuntimeDefault}
      volumeMounts:
POD
        [ -z "$data_claim" ] || echo "        - {name: data, mountPath: /data}"
        case $dump in volume:*) echo "        - {name: backups, mountPath: /backups, readOnly: true}" ;; esac
        echo "  volumes:"
        [ -z "$data_claim" ] || echo "    - {name: data, persistentVolumeClaim: {claimName: $data_claim}}"
        case $dump in volume:*) echo "    - {name: backups, persistentVolumeClaim: {claimName: redis-backups}}" ;; esac
        [ -n "$data_claim" ] || [ "${dump#volume:}" != "$dump" ] || echo "    - {name: none, emptyDir: {}}"
    } | kube apply -f - >/dev/null || fail "cannot start the pod $pod"
    kube wait --for=condition=Ready "pod/$pod" --timeout "$timeout" >/dev/null || fail "the pod $pod does not start"
}

# --- verify ------------------------------------------------------------------------------------

trap finish EXIT
say "verifying $dump"
case $dump in
volume:)
    start_pod ""
    in_pod sh -c 'cd /backups && ls -l redis-*.rdb'
    exit 0
    ;;
volume:*)
    name=${dump#volume:}
    case $name in
    redis-*.rdb) ;;
    *) fail "$name is not the name of a dump: redis-TIME.rdb" 2 ;;
    esac
    start_pod ""
    in_pod sh -c "cd /backups && sha256sum -c '$name.sha256'" >/dev/null ||
        fail "$name is missing in the volume, or not what it was when it was taken"
    report=$(in_pod redis-check-rdb "/backups/$name") || fail "$name does not pass redis-check-rdb"
    kube delete pod "$pod" --wait=true >/dev/null
    ;;
*)
    [ -s "$dump" ] || fail "$dump is missing or empty"
    if [ -f "$dump.sha256" ]; then
        (cd "$(dirname "$dump")" && sha256sum -c "$(basename "$dump").sha256" >/dev/null 2>&1) ||
            fail "$dump is not what it was when it was taken: its SHA-256 differs"
    else
        echo "redis-recovery: $dump.sha256 is missing: only its format is checked" >&2
    fi
    command -v redis-check-rdb >/dev/null || fail "redis-check-rdb is missing: install redis-tools or redis-server" 2
    report=$(redis-check-rdb "$dump") || fail "$dump does not pass redis-check-rdb"
    ;;
esac
keys=$(printf '%s\n' "$report" | sed -n 's/.* \([0-9]*\) keys read.*/\1/p')
expired=$(printf '%s\n' "$report" | sed -n 's/.* \([0-9]*\) already expired.*/\1/p')
say "$dump holds ${keys:-0} keys, ${expired:-0} of them expired"

# --- confirm -----------------------------------------------------------------------------------

if [ -n "$dry_run" ]; then
    say "would stop $deployment in $namespace, put the dump onto $claim and start it again"
    exit 0
fi
if [ -z "$force" ]; then
    printf 'What %s in %s holds now will be replaced. Type %s to go on: ' \
        "$deployment" "$namespace" "$deployment"
    read -r answer || true
    [ "${answer:-}" = "$deployment" ] || fail "nothing was changed"
fi

# --- stop --------------------------------------------------------------------------------------

say "stopping $deployment"
stopped=1
kube scale "deployment/$deployment" --replicas=0 >/dev/null || fail "cannot stop $deployment"
kube wait --for=delete pod -l app.kubernetes.io/name=redis --timeout "$timeout" >/dev/null ||
    fail "$deployment does not stop"

# --- restore -----------------------------------------------------------------------------------

say "restoring onto $claim"
start_pod "$claim"
case $dump in
volume:*) in_pod cp "/backups/${dump#volume:}" /data/.recovery.rdb ;;
*) in_pod sh -c 'cat >/data/.recovery.rdb' <"$dump" ;;
esac
in_pod redis-check-rdb /data/.recovery.rdb >/dev/null || fail "the dump broke on its way"
# With appendonly on, Redis reads the append-only files and never the dump: so the dump becomes the
# base of those files, which since Redis 7 may be an RDB.
# shellcheck disable=SC2016 # the pod expands it
in_pod sh -euc '
    umask 077
    before=/data/before-recovery-$(date -u +%Y%m%dT%H%M%SZ)
    mkdir "$before"
    for old in /data/appendonlydir /data/dump.rdb; do
        [ ! -e "$old" ] || mv "$old" "$before/"
    done
    mkdir /data/appendonlydir
    mv /data/.recovery.rdb /data/appendonlydir/appendonly.aof.1.base.rdb
    echo "file appendonly.aof.1.base.rdb seq 1 type b" >/data/appendonlydir/appendonly.aof.manifest
    echo "what was there is in $before"' || fail "cannot put the dump onto $claim"
kube delete pod "$pod" --wait=true >/dev/null

# --- start -------------------------------------------------------------------------------------

say "starting $deployment"
kube scale "deployment/$deployment" --replicas=1 >/dev/null || fail "cannot start $deployment"
stopped=
kube rollout status "deployment/$deployment" --timeout "$timeout" || fail "$deployment does not become ready"

# --- verify ------------------------------------------------------------------------------------

size=$(kube exec "deployment/$deployment" -c redis -- redis-cli dbsize)
size=${size##* }
say "$deployment holds $size keys"
# Keys may have expired since the dump was taken; none may have come from nowhere but the clients.
if [ "${keys:-0}" -gt "${expired:-0}" ] && [ "$size" -eq 0 ]; then
    fail "the dump had keys that had not expired, and Redis has none"
fi
say "restored"
