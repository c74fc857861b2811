#!/usr/bin/env bash
# Remembers what was deployed, and goes back to it. Part of deploy.sh.
#
# The ConfigMap deploy-record-ENVIRONMENT holds the manifests of the last release that came up
# (`current`) and of the one before (`previous`). Going back applies them: then what the cluster
# holds, what kubectl believes to have applied, and the record are the same again.

# shellcheck disable=SC2154 # deploy.sh sets what is read here

record_name() {
    echo "deploy-record-$environment"
}

# A key of the record, decoded; fails where there is none.
recorded() {
    local found
    found=$("$kubectl" -n "$namespace" get configmap "$(record_name)" \
        -o "jsonpath={.binaryData.$1}" 2>/dev/null || true)
    [ -n "$found" ] || return 1
    printf '%s' "$found" | base64 -d
}

# KEY=FILE…: writes the record anew. Server-side, for the annotation of a client-side apply would
# hold it all a second time.
write_record() {
    local pair json=
    for pair in "$@"; do
        [ -s "${pair#*=}" ] || continue
        json+="${json:+,}\"${pair%%=*}\":\"$(base64 <"${pair#*=}" | tr -d '\n')\""
    done
    printf '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"%s","namespace":"%s"},"binaryData":{%s}}' \
        "$(record_name)" "$namespace" "$json" >"$work/record.json"
    "$kubectl" apply --server-side --force-conflicts --field-manager=deploy.sh \
        -f "$work/record.json" >/dev/null ||
        warn "what runs could not be recorded: the next apply cannot go back to it"
}

# The manifests $1 came up: they are what the next failure goes back to.
remember() {
    recorded current >"$work/current" || true
    cmp -s "$1" "$work/current" && return
    recorded models >"$work/models" || true
    write_record "current=$1" "previous=$work/current" "models=$work/models"
}

apply_file() {
    "$kubectl" apply -f "$1" | tee "$work/applied"
    return "${PIPESTATUS[0]}"
}

# Whether the last apply_file changed anything.
changed() {
    grep -qv ' unchanged$' "$work/applied"
}

revision() {
    "$kubectl" -n "$1" get deployment "$2" \
        -o 'jsonpath={.metadata.annotations.deployment\.kubernetes\.io/revision}' \
        2>/dev/null || true
}

# What each Deployment is before an apply: the way back where no release is recorded.
note_revisions() {
    local space name
    while read -r space name; do
        echo "$space $name $(revision "$space" "$name")"
    done < <(deployments) >"$work/revisions"
}

# Pods that ran before this record was kept; says which, or that there were none.
undo_unrecorded() {
    local space name before undone=
    while read -r space name before; do
        [ -n "$before" ] && [ "$before" != "$(revision "$space" "$name")" ] || continue
        "$kubectl" -n "$space" rollout undo "deployment/$name" --to-revision "$before" ||
            fail "the rollout failed, and $name cannot go back to revision $before"
        undone+=" $name (revision $before)"
    done <"$work/revisions"
    [ -n "$undone" ] ||
        fail "the rollout failed; nothing ran before it, so nothing was undone: see the pods above"
    wait_for_rollout ||
        fail "the rollout failed, and what ran before does not come up either: see the pods"
    warn "no release before this one is recorded: settings outside of the pods stay as applied"
    fail "the rollout failed; the pods of before run again:$undone"
}

# After an apply that did not come up. Says what was done, and no more.
undo() {
    if ! changed; then
        fail "the service does not answer; this apply changed nothing, so nothing was undone"
    fi
    recorded current >"$work/current" || undo_unrecorded
    say "going back to the release that is recorded"
    apply_file "$work/current" ||
        fail "the rollout failed, and the release before it cannot be applied"
    wait_for_rollout ||
        fail "the rollout failed, and the release before it does not come up either: see the pods"
    fail "the rollout failed; the release before it runs again ($(images "$work/current"))"
}

images() {
    sed -n 's/^ *\(- \)\{0,1\}image: //p' "$1" | sort -u | tr '\n' ' ' | sed 's/ $//'
}

rollback() {
    recorded previous >"$work/previous" || fail "no release before the one that runs is recorded"
    recorded current >"$work/current" || true
    if [ -n "$dry_run" ]; then
        say "would go back to $(images "$work/previous")"
        return
    fi
    apply_file "$work/previous" || fail "cannot go back"
    if wait_for_rollout && smoke_test; then
        recorded models >"$work/models" || true
        write_record "current=$work/previous" "previous=$work/current" "models=$work/models"
        say "$environment runs the release before ($(images "$work/previous"))"
        return
    fi
    fail "the release before was applied and does not answer either: see the pods"
}

# --- models ----------------------------------------------------------------------------------

# Other models with the release that runs: the init container's image, and nothing else. `rollback`
# is the image before, `own` that of the service.
models() {
    local before main image
    has Deployment fingerprint-api || fail "$environment has no models" 2
    recorded current >"$work/current" ||
        fail "no release is recorded: ./deploy.sh $environment apply first"
    before=$(running_image init models)
    main=$(running_image main fingerprint-api)
    case $argument in
    rollback) image=$(recorded models) || fail "no models before these are recorded" ;;
    own) image=$main ;;
    *) image=$(reference "${MODELS_IMAGE:-$(repository "$before")}" "$argument") ;;
    esac
    is_qualified "$image" ||
        fail "the image $image names no registry: MODELS_IMAGE=registry.example.com/models" 2
    if [ "$image" = "$before" ]; then
        say "$environment serves the models of $image already"
        return
    fi
    say "models of $image in place of $before"
    [ -z "$dry_run" ] || return 0
    over "$work/models-overlay" current.yaml
    cp "$work/current" "$work/models-overlay/current.yaml"
    patch_models "$work/models-overlay" "$image"
    kustomize "$work/models-overlay" >"$work/manifests.yaml"
    apply_file "$work/manifests.yaml" || fail "apply failed"
    if wait_for_rollout && smoke_test; then
        printf '%s' "$before" >"$work/models"
        write_record "current=$work/manifests.yaml" "previous=$work/current" "models=$work/models"
        say "$environment serves the models of $image"
        return
    fi
    undo
}
