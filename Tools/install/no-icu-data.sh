#!/bin/sh
# Compiles no-icu-data.c, which stands in the place of the data of the ICU that comes with Swift, and prints ICU's version,
# which the name of its data carries: Tools/install/no-icu-data.sh OBJECT. Prints nothing where Swift has no static Foundation.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
binaries=$(dirname "$(realpath "$(command -v "${SWIFT:-swift}")")")
version=$(sed -n 's/^#define U_ICU_VERSION_MAJOR_NUM //p' \
  "$binaries/../lib/swift_static/_foundation_unicode/uvernum.h" 2>/dev/null || true)
[ -n "$version" ] || exit 0
mkdir -p "$(dirname "$1")"
"$binaries/clang" -O1 -Wall -Wextra -Werror -c "$here/no-icu-data.c" -o "$1"
echo "$version"
