#pragma once

// Libraries of the system that are loaded when they are first needed.

/// Loads a shared library by its file's name, such as "libcurl.so.4", from where the system looks; on a Mac also from where
/// Homebrew installs. NULL where it is not found: dlerror tells why.
void *art_library_open(const char *name);
