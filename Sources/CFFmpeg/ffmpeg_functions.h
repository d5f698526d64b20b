// FFmpeg's functions, reached through a table that is filled when the libraries are loaded. This and the matching .c
// file are all there is to loading; everything else calls art_ffmpeg()->name(...).
#pragma once

#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/channel_layout.h>
#include <libavutil/dict.h>
#include <libavutil/error.h>
#include <libavutil/frame.h>
#include <libavutil/log.h>
#include <libavutil/mem.h>
#include <libavutil/opt.h>
#include <libavutil/pixdesc.h>
#include <libswresample/swresample.h>
#include <libswscale/swscale.h>

#define ART_AVUTIL_FUNCTIONS(F) \
  F(av_channel_layout_compare)  \
  F(av_channel_layout_copy)     \
  F(av_channel_layout_default)  \
  F(av_channel_layout_uninit)   \
  F(av_dict_free)               \
  F(av_dict_get)                \
  F(av_dict_parse_string)       \
  F(av_dict_set)                \
  F(av_frame_alloc)             \
  F(av_frame_free)              \
  F(av_frame_get_buffer)        \
  F(av_frame_move_ref)          \
  F(av_frame_unref)             \
  F(av_free)                    \
  F(av_freep)                   \
  F(av_log_set_callback)        \
  F(av_malloc)                  \
  F(av_opt_set_double)          \
  F(av_opt_set_int)             \
  F(av_pix_fmt_desc_get)        \
  F(av_rescale_q)               \
  F(av_strerror)                \
  F(av_version_info)            \
  F(avutil_version)

#define ART_AVCODEC_FUNCTIONS(F)     \
  F(av_packet_alloc)                 \
  F(av_packet_free)                  \
  F(av_packet_move_ref)              \
  F(av_packet_rescale_ts)            \
  F(av_packet_unref)                 \
  F(avcodec_alloc_context3)          \
  F(avcodec_descriptor_get_by_name)  \
  F(avcodec_find_decoder)            \
  F(avcodec_find_decoder_by_name)    \
  F(avcodec_find_encoder_by_name)    \
  F(avcodec_free_context)            \
  F(avcodec_get_name)                \
  F(avcodec_open2)                   \
  F(avcodec_parameters_copy)         \
  F(avcodec_parameters_from_context) \
  F(avcodec_parameters_to_context)   \
  F(avcodec_receive_frame)           \
  F(avcodec_receive_packet)          \
  F(avcodec_send_frame)              \
  F(avcodec_send_packet)             \
  F(avcodec_version)

#define ART_AVFORMAT_FUNCTIONS(F)   \
  F(av_find_best_stream)            \
  F(av_interleaved_write_frame)     \
  F(av_read_frame)                  \
  F(av_write_trailer)               \
  F(avformat_alloc_context)         \
  F(avformat_alloc_output_context2) \
  F(avformat_close_input)           \
  F(avformat_find_stream_info)      \
  F(avformat_free_context)          \
  F(avformat_new_stream)            \
  F(avformat_open_input)            \
  F(avformat_version)               \
  F(avformat_write_header)          \
  F(avio_alloc_context)             \
  F(avio_context_free)              \
  F(avio_flush)

#define ART_SWRESAMPLE_FUNCTIONS(F) \
  F(swr_alloc_set_opts2)            \
  F(swr_convert)                    \
  F(swr_free)                       \
  F(swr_get_out_samples)            \
  F(swr_init)                       \
  F(swresample_version)

#define ART_SWSCALE_FUNCTIONS(F) \
  F(sws_alloc_context)           \
  F(sws_freeContext)             \
  F(sws_getCoefficients)         \
  F(sws_init_context)            \
  F(sws_scale)                   \
  F(sws_setColorspaceDetails)    \
  F(swscale_version)

#define ART_FUNCTION_POINTER(name) __typeof__(&name) name;
typedef struct {
  ART_AVUTIL_FUNCTIONS(ART_FUNCTION_POINTER)
  ART_AVCODEC_FUNCTIONS(ART_FUNCTION_POINTER)
  ART_AVFORMAT_FUNCTIONS(ART_FUNCTION_POINTER)
  ART_SWRESAMPLE_FUNCTIONS(ART_FUNCTION_POINTER)
  ART_SWSCALE_FUNCTIONS(ART_FUNCTION_POINTER)
} ArtFFmpeg;
#undef ART_FUNCTION_POINTER

// The table, after a successful art_ffmpeg_load().
const ArtFFmpeg *art_ffmpeg(void);

// Forgets what was logged on this thread. Of FFmpeg's complaints the first is the cause; others mostly follow from it.
void art_ffmpeg_forget_log(void);
// The first line logged as an error on this thread since then, or "".
const char *art_ffmpeg_first_log(void);

// Writes "what: FFmpeg's words for the error (the first error in its log)" and returns 0.
int art_ffmpeg_fail(char *message, const char *what, int error);
