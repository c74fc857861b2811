#!/usr/bin/env bash
# Line coverage of this crate by its own tests, in the form of `llvm-cov export`:
#
#   make/coverage.sh [FILE]      target/coverage.json where no file is named
#
# Only this crate is instrumented, so that its dependencies are those of the ordinary build.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=$PWD/target/coverage
file=${1:-target/coverage.json}
tools=$(rustc --print target-libdir)/../bin
if [[ ! -x $tools/llvm-cov ]]; then
    rustup component add llvm-tools || {
        echo "llvm-cov is missing: rustup component add llvm-tools" >&2
        exit 1
    }
fi

rm -rf "$folder"
mkdir -p "$folder"
# Not in sh, which drops variables such as CARGO_BIN_EXE_fingerprint-api.
cat >"$folder/rustc" <<'END'
#!/usr/bin/env python3
import os, sys

os.execvp(sys.argv[1], [*sys.argv[1:], "-Cinstrument-coverage"])
END
chmod +x "$folder/rustc"
export RUSTC_WORKSPACE_WRAPPER=$folder/rustc
export LLVM_PROFILE_FILE=$folder/%m.profraw

# The instrumented service stands under its usual name meanwhile.
put_back() {
    rm -f default_*.profraw
    env -u RUSTC_WORKSPACE_WRAPPER cargo build --release --locked --quiet
}
trap put_back EXIT

# The compiler's messages name every test program and the service itself.
cargo test --release --locked --no-run --message-format=json >"$folder/built.json"
python3 - "$folder/built.json" >"$folder/objects" <<'END'
import json, sys

for line in open(sys.argv[1]):
    executable = json.loads(line).get("executable")
    if executable:
        print(f"--object={executable}")
END
cargo test --release --locked
# A process that a test starts with an environment of its own counts into the working directory.
find . -maxdepth 1 -name 'default_*.profraw' -exec mv --target-directory "$folder" {} +
"$tools/llvm-profdata" merge --sparse --output "$folder/merged.profdata" "$folder"/*.profraw
mapfile -t objects <"$folder/objects"
"$tools/llvm-cov" export --summary-only --instr-profile "$folder/merged.profdata" \
    --ignore-filename-regex='/(\.cargo|rustc|rustlib|tests|benches)/' "${objects[@]}" >"$file"
python3 - "$file" <<'END'
import json, sys

total = json.load(open(sys.argv[1]))["data"][0]["totals"]["lines"]
print("{covered} of {count} lines, {percent:.1f} %".format(**total))
END
