#!/bin/sh
# Installs a package in a bare Debian, lets a user make the quickstart there, and removes it: needs root and debootstrap.
#
#   Tools/debian/check.sh PACKAGE FOLDER    the bare system is made in FOLDER/root if it is not there; what the user made is
#                                           kept in FOLDER/made
#
# Packages come from where this machine's apt has them.
set -eu

say() { printf 'artpipe: %s\n' "$*" >&2; }

[ $# -eq 2 ] || { say "usage: Tools/debian/check.sh PACKAGE FOLDER"; exit 2; }
[ "$(id -u)" -eq 0 ] || { say "a bare system can be made by root only"; exit 1; }
command -v debootstrap >/dev/null || { say "'debootstrap' is missing: apt-get install debootstrap"; exit 1; }
[ -f "$1" ] || { say "there is no package $1: run 'make deb' first"; exit 1; }
package=$(realpath "$1")
mkdir -p "$2"
folder=$(realpath "$2")
root=$folder/root

if [ ! -x "$root/usr/bin/apt-get" ]; then
  say "making a bare system in $root"
  # shellcheck disable=SC2016 # apt's own variables
  site=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | head -n 1)
  debootstrap --variant=minbase "$(. /etc/os-release && echo "$VERSION_CODENAME")" "$root" "$site" >"$folder/debootstrap.txt"
  rm -f "$root/etc/apt/sources.list"
  cp -r /etc/apt/sources.list /etc/apt/sources.list.d /etc/apt/apt.conf.d "$root/etc/apt/" 2>/dev/null || true
fi
inside() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root DEBIAN_FRONTEND=noninteractive "$@"; }
as_user() { inside su - artist -c "$*"; }
mounted=""
leave() { for place in $mounted; do umount "$place" || true; done; }
trap leave EXIT
trap 'exit 130' INT TERM HUP
for place in proc dev; do
  mount --bind "/$place" "$root/$place"
  mounted="$root/$place $mounted"
done
cp /etc/resolv.conf /etc/hosts "$root/etc/"

inside apt-get -qq update
id_of() { inside dpkg-query --show --showformat '${Package}\n' | sort; }
id_of >"$folder/before.txt"
cp "$package" "$root/root/artpipe.deb"
inside apt-get -qq --yes install /root/artpipe.deb >"$folder/install.txt" 2>&1 || { tail -n 20 "$folder/install.txt" >&2; exit 1; }
id_of >"$folder/after.txt"
say "the package brought $(comm -13 "$folder/before.txt" "$folder/after.txt" | wc -l) packages"
inside dpkg --verify artpipe

inside id artist >/dev/null 2>&1 || inside useradd --create-home --shell /bin/sh artist
rm -rf "$root/home/artist/try" "$folder/made"
as_user "mkdir try && cd try && artpipe run quickstart && artpipe sample --model art-64 --count 24 --output art.png"
# Videos are written and read with FFmpeg's libraries.
as_user "cd try && artpipe morph --model art-64 --seconds 2 --output morph.mp4 &&
  artpipe translate --model strokes --input morph.mp4 --output strokes.mp4"
cp -r "$root/home/artist/try" "$folder/made"
for file in runs/quickstart/sheet.png runs/quickstart/morph.mp4 runs/quickstart/report.html art.png morph.mp4 strokes.mp4; do
  [ -s "$folder/made/$file" ] || { say "$file was not made"; exit 1; }
done

inside apt-get -qq --yes purge artpipe >/dev/null 2>&1
left=$(find "$root/usr" "$root/etc" "$root/var/lib" -iname '*artpipe*' | grep -v '^'"$root"'/var/lib/apt/' || true)
[ -z "$left" ] || { say "left behind:"; printf '%s\n' "$left" >&2; exit 1; }
say "installed, made the quickstart as a user, and removed without a trace; see $folder/made"
