#!/usr/bin/env bash
# Renders an overlay with the images that are to run. Part of deploy.sh.

# shellcheck disable=SC2154 # deploy.sh sets what is read here

# The image of a container that runs now: `init models` or `main fingerprint-api`; nothing where
# nothing runs.
running_image() {
    local list=containers
    [ "$1" = main ] || list=initContainers
    "$kubectl" -n "$namespace" get deployment fingerprint-api \
        -o "jsonpath={.spec.template.spec.${list}[?(@.name==\"$2\")].image}" 2>/dev/null || true
}

# The name of an image without its tag and its digest.
repository() {
    local name=${1%%@*}
    case ${name##*/} in
    *:*) name=${name%:*} ;;
    esac
    echo "$name"
}

# registry/repository plus a tag, a digest, or a whole reference that stands for itself.
reference() {
    case $2 in
    */*) echo "$2" ;;
    sha256:*) echo "$1@$2" ;;
    *) echo "$1:$2" ;;
    esac
}

# What a node asks a registry for must name the registry: `fingerprint-api` alone is Docker Hub's,
# where it is nobody's or anybody's.
is_qualified() {
    case $1 in
    */*) ;;
    *) return 1 ;;
    esac
    case ${1%%/*} in
    *.* | *:* | localhost) ;;
    *) return 1 ;;
    esac
}

kustomize() {
    "$kubectl" kustomize "$1" 2>"$work/error" ||
        fail "the overlay $environment does not render: $(cat "$work/error")"
}

# A kustomization over another one, in a folder of its own: $1 the folder, $2 the resource.
over() {
    mkdir -p "$1"
    cat >"$1/kustomization.yaml" <<KUSTOMIZATION
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources: [$2]
KUSTOMIZATION
}

# The models of another image, in the kustomization of the folder $1.
patch_models() {
    cat >>"$1/kustomization.yaml" <<PATCH
patches:
  - target: {kind: Deployment, name: fingerprint-api}
    patch: |
      - op: test
        path: /spec/template/spec/initContainers/0/name
        value: models
      - op: replace
        path: /spec/template/spec/initContainers/0/image
        value: "$2"
PATCH
}

# The overlay as it is, to know its objects; then once more with the images.
render() {
    kustomize "$overlay" >"$work/manifests.yaml"
    objects <"$work/manifests.yaml" >"$work/objects"
    namespace=$(awk '$1 == "Deployment" { print $2; exit }' "$work/objects")
    has Deployment fingerprint-api || return 0
    if [ "$command" = preview ] && [ -n "$dry_run" ] && [ -z "${IMAGE_TAG:-}${IMAGE:-}" ]; then
        return 0
    fi
    case $command in
    preview | apply) ;;
    *) return 0 ;;
    esac
    render_images
}

# IMAGE and IMAGE_TAG win; what is not given is what runs now; and where nothing runs, the
# overlay's.
render_images() {
    local own running="" models="" image
    own=$(sed -n 's/^ *\(- \)\{0,1\}image: \(fingerprint-api:.*\)$/\2/p' \
        "$work/manifests.yaml" | head -1)
    if [ -z "$dry_run" ] || [ "$command" = apply ]; then
        running=$(running_image main fingerprint-api)
        models=$(running_image init models)
    fi
    if [ -n "${IMAGE_TAG:-}" ]; then
        image=$(reference "${IMAGE:-$(repository "${running:-$own}")}" "$IMAGE_TAG")
    elif [ -n "${IMAGE:-}" ]; then
        image=$IMAGE
        [ "$(repository "$image")" != "$image" ] || image=$image:${own##*:}
    else
        image=${running:-$own}
    fi
    is_qualified "$image" ||
        fail "the image $image names no registry: add IMAGE=registry.example.com/fingerprint-api" 2
    mkdir "$work/overlay"
    over "$work/overlay" "$(realpath --relative-to="$work/overlay" "$overlay")"
    {
        echo "images:"
        echo "  - name: fingerprint-api"
        echo "    newName: $(repository "$image")"
        case $image in
        *@*) echo "    digest: ${image##*@}" ;;
        *) echo "    newTag: \"${image##*:}\"" ;;
        esac
    } >>"$work/overlay/kustomization.yaml"
    # Models that were rolled forward alone stay what they are.
    if [ -n "$models" ] && [ "$models" != "$running" ]; then
        patch_models "$work/overlay" "$models"
        say "models stay those of $models (\`models own\` takes those of the image)" >&2
    fi
    say "image $image" >&2
    kustomize "$work/overlay" >"$work/manifests.yaml"
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

# The documents of the kinds $1 alone, or with $2 = not all others.
documents() {
    awk -v kinds="$1" -v inverted="${2:-}" '
        function flush() {
            chosen = index(" " kinds " ", " " kind " ") > 0
            if (text != "" && chosen == (inverted == "")) printf "%s---\n", text
            text = kind = ""
        }
        /^---/ { flush(); next }
        /^kind: / { kind = $2 }
        { text = text $0 "\n" }
        END { flush() }'
}
