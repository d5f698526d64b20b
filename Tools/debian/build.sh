#!/bin/sh
# Makes a Debian package of what 'make install PREFIX=/usr' put under a folder: Tools/debian/build.sh INSTALLED OUTPUT
# Needs no root. The package is for the system it is built on: names and versions of libraries are those found here.
#
# DEBFULLNAME and DEBEMAIL say who builds it, as for Debian's own tools; else no address is given.
set -eu

say() { printf 'artpipe: %s\n' "$*" >&2; }

[ $# -eq 2 ] || { say "usage: Tools/debian/build.sh INSTALLED OUTPUT"; exit 2; }
root=$1
output=$2
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
program=$root/usr/bin/artpipe

for tool in dpkg-deb dpkg-shlibdeps readelf; do
  command -v $tool >/dev/null 2>&1 || { say "'$tool' is missing. On Debian and Ubuntu: apt-get install dpkg-dev"; exit 1; }
done
[ -x "$program" ] || { say "there is no program at $program: run 'make deb', which installs it there first"; exit 1; }

version=$("$program" --version)
architecture=$(dpkg --print-architecture)
maintainer="${DEBFULLNAME:-The artpipe authors} <${DEBEMAIL:-artpipe@example.invalid}>"
package=$output/artpipe_${version}-1_$architecture.deb

# The day of the release stands in the changelog; the package is then the same bytes whenever it is built.
released=$(sed -n "s/^## $version - //p" "$top/CHANGELOG.md")
SOURCE_DATE_EPOCH=$(date --utc --date "${released:-today 0:00}" +%s)
export SOURCE_DATE_EPOCH

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM HUP

# MARK: The libraries it needs

# Those it is linked with.
mkdir -p "$work/debian"
printf 'Source: artpipe\n\nPackage: artpipe\nArchitecture: any\nDescription: artpipe\n' >"$work/debian/control"
cp "$program" "$work/program"
# (It warns of where the program lies, which does not matter here.)
depends=$(cd "$work" && dpkg-shlibdeps -O program 2>shlibdeps.txt | sed -n 's/^shlibs:Depends=//p')
[ -n "$depends" ] || { cat "$work/shlibdeps.txt" >&2; say "dpkg-shlibdeps found no libraries that $program is linked with"; exit 1; }

# Those it loads when they are needed: their names stand in it as texts. Each goes without, with a message.
needed=$(readelf --dynamic "$program" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p')
package_of() {
  case $1 in
    # The first is a link of Debian's alternatives, which no package owns.
    libopenblas.so.*) echo libopenblas0 ;;
    # Either libcurl does; its certificates are those of the system.
    libcurl.so.*) printf '%s\n' "libcurl4 | libcurl3-gnutls" ca-certificates ;;
    libcurl-gnutls.so.*) ;;
    # A name that is not here is that of another system.
    *) dpkg-query --search "*/$1" 2>/dev/null | sed -n 's/^\([^:,]*\).*/\1/p' | head -n 1 ;;
  esac
}
recommends=$(
  tr '\0' '\n' <"$program" | LC_ALL=C grep -axE 'lib[a-z0-9_+-]+\.so(\.[0-9]+)+' | sort -u | while read -r name; do
    printf '%s\n' "$needed" | grep -qxF "$name" || package_of "$name"
  done | sort -u | paste -s -d , | sed 's/,/, /g'
)
[ -n "$recommends" ] || { say "$program names no library that it loads: 'make deb' must be told how it finds them"; exit 1; }

# MARK: What Debian wants beside the program

documents=$root/usr/share/doc/artpipe
install -d "$documents"
install -m 644 "$here/copyright" "$documents/copyright"
gzip --best --no-name --stdout "$top/CHANGELOG.md" >"$documents/changelog.gz"
{
  printf 'artpipe (%s-1) unstable; urgency=medium\n\n' "$version"
  printf '  * Release %s: what is new stands in changelog.gz.\n\n' "$version"
  printf ' -- %s  %s\n' "$maintainer" "$(LC_ALL=C date --utc --date "@$SOURCE_DATE_EPOCH" -R)"
} | gzip --best --no-name >"$documents/changelog.Debian.gz"
install -d "$root/usr/share/lintian/overrides"
install -m 644 "$here/lintian-overrides" "$root/usr/share/lintian/overrides/artpipe"
# The licences stand in the copyright file.
rm -f "$root/usr/share/artpipe/LICENSE"
[ ! -d "$root/usr/share/man" ] || find "$root/usr/share/man" -type f ! -name '*.gz' -exec gzip --best --no-name {} +

chmod -R u+rwX,go+rX,go-w "$root"
rm -rf "$root/DEBIAN"
(cd "$root" && find usr -type f | LC_ALL=C sort | tr '\n' '\0' | xargs -0 md5sum) >"$work/md5sums"
size=$(du --summarize --apparent-size --block-size 1024 "$root/usr" | cut -f 1)
install -d "$root/DEBIAN"
install -m 644 "$work/md5sums" "$root/DEBIAN/md5sums"
{
  echo "Package: artpipe"
  echo "Version: $version-1"
  echo "Architecture: $architecture"
  echo "Maintainer: $maintainer"
  echo "Installed-Size: $size"
  echo "Depends: $depends"
  echo "Recommends: $recommends"
  echo "Section: graphics"
  echo "Priority: optional"
  cat "$here/description"
} >"$root/DEBIAN/control"
chmod 644 "$root/DEBIAN/control"

# MARK: The package

dpkg-deb --build --root-owner-group -Zxz "$root" "$package" >/dev/null
if command -v lintian >/dev/null 2>&1; then
  lintian --fail-on error "$package" 2>/dev/null || { say "lintian finds errors in $package"; exit 1; }
fi
say "made $package ($(du --block-size 1M --apparent-size "$package" | cut -f 1) MB; the program in it has $(du --block-size 1M --apparent-size "$program" | cut -f 1) MB)"
say "  To install it: apt install $(case $package in /*) echo "$package" ;; *) echo "./$package" ;; esac)"
