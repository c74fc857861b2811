#!/usr/bin/env bash
# Puts the lifecycle policy, the snapshot repository and policy, the index template, roles and
# Kibana's saved objects where they belong. May be run again at any time.
#
#   ELASTICSEARCH_URL      https://elasticsearch.logging.svc:9200
#   KIBANA_URL             https://kibana.logging.svc:5601; empty: no saved objects
#   ELASTIC_USERNAME       ELASTIC_PASSWORD
#   ELASTIC_CA             file of the certificate authority
#   LOGSTASH_PASSWORD      of the user fingerprint-logstash, who may add lines and nothing else;
#                          empty: the user is left as it is
set -euo pipefail
cd "$(dirname "$0")"

: "${ELASTICSEARCH_URL:?set it to the address of Elasticsearch}"
: "${ELASTIC_USERNAME:?set it to a user who may manage templates}"
: "${ELASTIC_PASSWORD:?set it to the password}"

credentials() {
    local password=${ELASTIC_PASSWORD//\\/\\\\}
    printf 'user = "%s:%s"\n' "$ELASTIC_USERNAME" "${password//\"/\\\"}"
}

ask() {
    curl --config <(credentials) \
        ${ELASTIC_CA:+--cacert "$ELASTIC_CA"} --silent --show-error --fail-with-body --max-time 30 "$@"
    echo
}

put() { ask --request PUT --header 'content-type: application/json' --data-binary "@elasticsearch/$2" "$ELASTICSEARCH_URL/$1"; }

put _snapshot/fingerprint-snapshots repository.json
put _slm/policy/fingerprint-nightly slm-policy.json
put _ilm/policy/fingerprint-api ilm-policy.json
put _index_template/fingerprint-api index-template.json
put _security/role/fingerprint-logstash roles/fingerprint-logstash.json
put _security/role/fingerprint-reader roles/fingerprint-reader.json

# By standard input: a list of processes shows arguments.
if [[ -n ${LOGSTASH_PASSWORD:-} ]]; then
    password=${LOGSTASH_PASSWORD//\\/\\\\}
    printf '{"password":"%s","roles":["fingerprint-logstash"]}' "${password//\"/\\\"}" |
        ask --request PUT --header 'content-type: application/json' --data-binary @- \
            "$ELASTICSEARCH_URL/_security/user/fingerprint-logstash"
fi

if [[ -n ${KIBANA_URL:-} ]]; then
    ask --request POST --header 'kbn-xsrf: true' --form file=@kibana/saved-objects.ndjson \
        "$KIBANA_URL/api/saved_objects/_import?overwrite=true"
fi
