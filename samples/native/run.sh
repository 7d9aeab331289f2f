#!/usr/bin/env bash
# Builds the library for this machine and runs all that calls it: the sample in C (also as C++) and in Python, and the contract's
# test under the sanitizers. Wants the .NET SDK, clang and zlib for the library, gcc or another compiler for the callers, python3.
#
#   samples/native/run.sh [LIBRARY]    LIBRARY: a shared library that was built before
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
native=$root/src/Smash64.Kaillera.Native
compiler=${CC:-gcc}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

library=${1:-}
if [ -z "$library" ]; then
  rid=$(dotnet --info | awk '$1 == "RID:" { print $2 }')
  dotnet publish "$native" -c Release -r "$rid" -o "$work/library" -v quiet
  library=$(ls "$work"/library/libsmash64_kaillera.*)
fi
flags=(-Wall -Wextra -Werror -pthread -I "$native/include")

echo "== C"
"$compiler" -std=c11 "${flags[@]}" "$here/check.c" "$library" -Wl,-rpath,"$(dirname "$library")" -o "$work/check"
"$work/check"

awk '/^```c$/ { inside = 1; next } /^```/ && inside { exit } inside' "$root/docs/native.md" >"$work/document.c"
"$compiler" -std=c11 "${flags[@]}" -fsyntax-only "$work/document.c"

echo "== The header as C++"
printf '#include "smash64_kaillera.h"\nint main() { return s64k_abi() - S64K_ABI; }\n' >"$work/header.cpp"
"${CXX:-g++}" -std=c++17 "${flags[@]}" "$work/header.cpp" "$library" -Wl,-rpath,"$(dirname "$library")" -o "$work/header"
"$work/header"

echo "== Python"
python3 "$here/check.py" "$library"

echo "== The contract, under the address and undefined behaviour sanitizers"
awk -f "$root/tests/native/layout.awk" "$native/include/smash64_kaillera.h" >"$work/layout.inc"
"$compiler" -std=gnu11 -g -fsanitize=address,undefined -fno-sanitize-recover=all "${flags[@]}" -I "$work" \
  "$root/tests/native/contract.c" "$library" -Wl,-rpath,"$(dirname "$library")" -o "$work/contract"
# The library's runtime turns faults of its own into exceptions, so that it must see them first; and what its collector holds
# looks lost from outside.
echo 'leak:smash64_kaillera' >"$work/leaks"
ASAN_OPTIONS=allow_user_segv_handler=1:handle_segv=0:detect_leaks=1 LSAN_OPTIONS=suppressions="$work/leaks":print_suppressions=0 \
  "$work/contract"
