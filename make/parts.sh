#!/usr/bin/env bash
# Makes each target in turn, goes on after one that fails, and ends with a table of what each took:
#
#   make/parts.sh TARGET...
#
# Its last line is `N passed, N failed`, counted in targets, which CI reads. Fails if one failed.
set -uo pipefail

passed=0
failed=0
table=
for part in "$@"; do
    printf '\n==> %s (%d of %d)\n' "$part" $((passed + failed + 1)) $#
    started=$SECONDS
    if "${MAKE:-make}" --no-print-directory "$part"; then
        result=passed
        passed=$((passed + 1))
    else
        result=FAILED
        failed=$((failed + 1))
    fi
    printf -v row '%-16s %6d s  %s\n' "$part" $((SECONDS - started)) "$result"
    table+=$row
done
printf '\n%s%-16s %6d s\n\n' "$table" total $SECONDS
echo "$passed passed, $failed failed"
[[ $failed == 0 ]]
