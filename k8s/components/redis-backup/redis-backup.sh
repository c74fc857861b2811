#!/bin/sh
# Takes a dump of Redis over the network, checks it and forgets those that are too old.
#
#   REDIS_HOST      redis      REDIS_PORT  6379
#   REDISCLI_AUTH   the password, as redis-cli reads it
#   BACKUP_DIR      /backups
#   RETENTION_DAYS  30
#   WAIT_SECONDS    120: a new pod may run before its policies are in force, and Redis may still
#                   load
#   S3_BUCKET       a bucket to copy the dump to with `aws`, under S3_PREFIX (fingerprint-redis)
#
# Needs sh and the tools of Redis 7; for S3_BUCKET the AWS command line. A dump appears under its
# name only when it is whole and checked, so that whoever restores never meets half of one.
set -eu
umask 077

host=${REDIS_HOST:-redis}
port=${REDIS_PORT:-6379}
folder=${BACKUP_DIR:-/backups}
days=${RETENTION_DAYS:-30}
: "${REDISCLI_AUTH:?set it to the password of Redis}"

fail() {
    echo "redis-backup: $1" >&2
    exit 1
}

[ -d "$folder" ] && [ -w "$folder" ] || fail "$folder is no folder that can be written"
[ -z "${S3_BUCKET:-}" ] || command -v aws >/dev/null ||
    fail "aws is missing: S3_BUCKET needs the AWS command line"
waited=0
until answer=$(redis-cli -h "$host" -p "$port" ping 2>&1) && [ "$answer" = PONG ]; do
    case $answer in
    *NOAUTH* | *WRONGPASS*) fail "Redis at $host:$port does not answer: $answer" ;;
    esac
    [ "$waited" -lt "${WAIT_SECONDS:-120}" ] ||
        fail "Redis at $host:$port does not answer after $waited s: $answer"
    sleep 1
    waited=$((waited + 1))
done

name=redis-$(date -u +%Y%m%dT%H%M%SZ).rdb
partial=$folder/.$name.partial
trap 'rm -f "$partial"' EXIT

redis-cli -h "$host" -p "$port" --rdb "$partial" >/dev/null || fail "the dump broke off"
redis-check-rdb "$partial" >/dev/null || fail "the dump does not pass redis-check-rdb"

mv "$partial" "$folder/$name"
(cd "$folder" && sha256sum "$name" >"$name.sha256")

if [ -n "${S3_BUCKET:-}" ]; then
    target=s3://$S3_BUCKET/${S3_PREFIX:-fingerprint-redis}
    for file in "$name" "$name.sha256"; do
        aws s3 cp --only-show-errors "$folder/$file" "$target/$file" ||
            fail "$file could not be copied to $target"
    done
fi

# Only after the new one stands: a night without a dump must not cost an old one.
find "$folder" -maxdepth 1 -name 'redis-*.rdb*' -type f -mtime +"$days" -exec rm -f {} +

kept=$(find "$folder" -maxdepth 1 -name 'redis-*.rdb' -type f | wc -l | tr -d ' ')
echo "redis-backup: $folder/$name, $(wc -c <"$folder/$name" | tr -d ' ') bytes, $kept kept"
