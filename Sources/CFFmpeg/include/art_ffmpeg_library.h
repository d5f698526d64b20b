#pragma once

enum { ART_FFMPEG_MESSAGE_SIZE = 512 };

// Loads the libraries, once for the whole program. FFmpeg's own log is silenced with that: the first error of a failed
// call becomes part of the message. 0, and a message that names the package to install, when one is missing.
int art_ffmpeg_load(char *message);

// Whether the installed FFmpeg has an encoder of this name; 0 also when FFmpeg is not installed.
int art_ffmpeg_has_encoder(const char *name);
