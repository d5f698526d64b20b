#!/bin/sh
# Makes sure that everything artpipe is built from is there. Debian, Ubuntu, and Macs with Homebrew: missing packages are
# installed. Elsewhere: says what is missing. Does nothing, quickly, when all is there.
#
#   Tools/setup.sh            what building and running need
#   Tools/setup.sh --tests    and what the tests need besides
#   Tools/setup.sh --package  and what 'make deb' needs besides (Debian and Ubuntu)
#   Tools/setup.sh --aarch64  and what 'make test-aarch64' needs besides (Debian and Ubuntu)
#   Tools/setup.sh --python   Python alone, for comparisons with programs from Python's package index
#
# ARTPIPE_SKIP_SETUP=1 skips the check, for systems where the libraries are found in another way.
set -eu

say() { printf '%s\n' "$*" >&2; }

with_tests=no
with_python=no
programs=""
for argument in "$@"; do
  case $argument in
    --tests) with_tests=yes; programs="$programs ffmpeg" ;;
    --python) with_python=yes ;;
    --package) programs="$programs dpkg-dev" ;;
    --aarch64) programs="$programs gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user" ;;
    *) say "usage: Tools/setup.sh [--tests] [--package] [--aarch64] [--python]"; exit 2 ;;
  esac
done

[ "${ARTPIPE_SKIP_SETUP:-}" = 1 ] && exit 0

has_python() { python3 -c 'import ensurepip, venv' >/dev/null 2>&1; }

# Swift itself is not in Debian, so it is never installed from here.
if ! command -v "${SWIFT:-swift}" >/dev/null 2>&1; then
  say "artpipe: there is no Swift compiler here ('${SWIFT:-swift}' was not found)."
  say "  Install Swift 6.3 or later: https://www.swift.org/install/linux/ and put its usr/bin folder on PATH."
  exit 1
fi

libraries="libopenblas-dev libpng-dev libjpeg62-turbo-dev zlib1g-dev
  libavcodec-dev libavformat-dev libavutil-dev libswresample-dev libswscale-dev libcurl4 ca-certificates"
# Debian keeps what virtual environments are made with apart from Python.
[ $with_python = yes ] && { has_python && exit 0; libraries=""; programs="python3 python3-venv"; }

installed() {
  dpkg-query --show --showformat '${db:Status-Status}\n' "$1" 2>/dev/null | grep -qx installed
}

# Ubuntu names its libjpeg package differently; any libjpeg with headers will do.
present() {
  case $1 in
    # 'artpipe datasets fetch' loads whichever there is. Newer systems name it differently.
    libcurl4)
      installed libcurl4 || installed libcurl4t64 || installed libcurl3-gnutls || installed libcurl3t64-gnutls ;;
    libjpeg62-turbo-dev) installed libjpeg62-turbo-dev || installed libjpeg-turbo8-dev || installed libjpeg-dev ;;
    python3-venv) has_python ;;
    ffmpeg) command -v ffmpeg >/dev/null 2>&1 && command -v ffprobe >/dev/null 2>&1 ;;
    *) installed "$1" ;;
  esac
}

# On a Mac zlib and libcurl come with the system, and ffmpeg brings its programs.
formulas=" openblas libpng jpeg-turbo ffmpeg"

homebrew() {
  missing=""
  for formula in $formulas; do
    brew list --formula --versions "$formula" >/dev/null 2>&1 || missing="$missing $formula"
  done
  [ -z "$missing" ] && exit 0
  say "artpipe: installing missing packages with Homebrew:$missing"
  # shellcheck disable=SC2086 # a list of packages
  if ! brew install --quiet $missing; then
    say "artpipe: Homebrew could not install:$missing"
    say "  Its messages are above. Once they are installed by other means, run the same command again."
    exit 1
  fi
  exit 0
}

other_system() {
  if [ $with_python = yes ]; then say "artpipe: please install Python 3 with its modules venv and ensurepip."; exit 1; fi
  missing=""
  if command -v pkg-config >/dev/null 2>&1; then
    for library in openblas libpng libjpeg zlib libavcodec libavformat libavutil libswresample libswscale; do
      pkg-config --exists $library || missing="$missing $library"
    done
  else
    missing=" unknown (pkg-config is not installed)"
  fi
  if [ $with_tests = yes ] && ! present ffmpeg; then missing="$missing ffmpeg"; fi
  [ -z "$missing" ] && exit 0
  say "artpipe: packages are installed by themselves on Debian and Ubuntu only; please install these:"
  say "  OpenBLAS, libpng, libjpeg-turbo, zlib and FFmpeg (libavcodec, libavformat, libavutil, libswresample,"
  say "  libswscale), each with its headers, and libcurl without$([ $with_tests = yes ] && printf ', and the programs ffmpeg and ffprobe for the tests' || :)."
  say "  Not found:$missing"
  say "  Fedora: dnf install openblas-devel libpng-devel libjpeg-turbo-devel zlib-devel ffmpeg-devel ffmpeg libcurl"
  say "  Arch:   pacman -S blas-openblas libpng libjpeg-turbo zlib ffmpeg curl"
  say "  macOS:  brew install$formulas (https://brew.sh)"
  say "  If they are there all the same, run make with ARTPIPE_SKIP_SETUP=1."
  exit 1
}

if [ "$(uname)" = Darwin ] && command -v brew >/dev/null 2>&1; then homebrew; fi
command -v dpkg-query >/dev/null 2>&1 && command -v apt-get >/dev/null 2>&1 || other_system

missing=""
for package in $libraries $programs; do
  present "$package" || missing="$missing $package"
done
[ -z "$missing" ] && exit 0

as_root=""
if [ "$(id -u)" -ne 0 ]; then
  if command -v sudo >/dev/null 2>&1 && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
    as_root="sudo"
  else
    say "artpipe: these packages are missing and need an administrator to install them:"
    say "  apt-get install$missing"
    exit 1
  fi
fi

# Only errors are shown; the rest is many pages.
apt() { $as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -qq "$@" </dev/null >/dev/null; }

say "artpipe: installing missing packages:$missing"
# Package lists may be old or absent (in containers they are); if they cannot be had, what is there may still do.
apt update || say "artpipe: the package lists could not be brought up to date; trying with those that are here."
# Ubuntu has no libjpeg62-turbo-dev; its libjpeg-dev brings the same library.
if ! apt-cache show libjpeg62-turbo-dev >/dev/null 2>&1; then
  missing=$(printf '%s' "$missing" | sed 's/libjpeg62-turbo-dev/libjpeg-dev/')
fi
# shellcheck disable=SC2086 # a list of packages
if ! apt install --yes --no-install-recommends $missing; then
  say "artpipe: apt-get could not install:$missing"
  say "  Its messages are above. Once they are installed by other means, run the same command again."
  exit 1
fi
