// Thin shims over FFmpeg's libraries, which are loaded when they are first needed: they bring some hundred other
// libraries along, and most commands of a program do without them.
// Nothing of FFmpeg crosses into the caller: every failure is a code and a message.
#pragma once

#include "art_ffmpeg_library.h"
#include "art_image_read.h"
#include "art_input_file.h"
#include "art_sound_packets.h"
#include "art_sound_read.h"
#include "art_video_read.h"
#include "art_video_write.h"
#include "art_yuv.h"
