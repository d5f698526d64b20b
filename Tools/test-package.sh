#!/bin/sh
# Builds the packages that the documentation shows as somebody else does: in a folder of their own, with a build of their own,
# from the products that artpipe offers. And runs them.
set -eu

swift=${SWIFT:-swift}
root=$(cd "$(dirname "$0")/.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 130' INT TERM HUP

# The packages look for artpipe beside them.
ln -s "$root" "$folder/artpipe"
cp -R "$root/Assets/Library" "$folder/Digits"
cp -R "$root/Assets/Template" "$folder/MyArt"

package() {
  name=$1
  shift
  "$swift" "$@" -c release --package-path "$folder/$name" --scratch-path "$folder/build"
}

# Both packages take the same build of artpipe.
package Digits build
bin=$(package Digits build --show-bin-path)
mkdir "$folder/out"
cd "$folder/out"
"$bin/ByHand" | tail -n 1
"$bin/FromDocument" | tail -n 2
for file in digits.png digits.safetensors morph.mp4 digits/digits.png digits/morph.mp4; do
  [ -s "$file" ] || { echo "$file was not made" >&2; exit 1; }
done

package MyArt build
"$bin/MyArt" models describe patterns | head -n 1
"$bin/MyArt" validate "$folder/MyArt/patterns.json"
echo 'The packages build and run.'
