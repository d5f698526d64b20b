#include "media_input.h"

#include <stdio.h>

enum { IO_BUFFER_SIZE = 32768 };

static int read_file(void *context, uint8_t *into, int size) {
  ArtMediaInput *input = context;
  int64_t count = input->file.read(input->file.context, into, (size_t)size, input->position);
  if (count < 0) {
    input->has_read_failed = 1;
    return AVERROR(EIO);
  }
  input->position += count;
  return count > 0 ? (int)count : AVERROR_EOF;
}

static int64_t seek_file(void *context, int64_t offset, int whence) {
  ArtMediaInput *input = context;
  int64_t base;
  switch (whence & ~AVSEEK_FORCE) {
    case AVSEEK_SIZE: return input->file.size;
    case SEEK_SET: base = 0; break;
    case SEEK_CUR: base = input->position; break;
    case SEEK_END: base = input->file.size; break;
    default: return AVERROR(EINVAL);
  }
  int64_t target;
  if (__builtin_add_overflow(base, offset, &target) || target < 0) return AVERROR(EINVAL);
  return input->position = target;
}

int art_media_open(ArtMediaInput *input, ArtInputFile file, const char *containers) {
  const ArtFFmpeg *ff = art_ffmpeg();
  *input = (ArtMediaInput){.file = file};
  uint8_t *buffer = ff->av_malloc(IO_BUFFER_SIZE);
  input->io = buffer ? ff->avio_alloc_context(buffer, IO_BUFFER_SIZE, 0, input, read_file, NULL, seek_file) : NULL;
  if (!input->io) ff->av_free(buffer);
  input->format = ff->avformat_alloc_context();
  if (!input->io || !input->format) return AVERROR(ENOMEM);
  input->format->pb = input->io;
  input->format->flags |= AVFMT_FLAG_CUSTOM_IO;
  // Of FFmpeg's demuxers some are playlists that open further files: only those that were asked for are tried.
  AVDictionary *options = NULL;
  ff->av_dict_set(&options, "format_whitelist", containers, 0);
  ff->av_dict_set(&options, "protocol_whitelist", "none", 0);
  ff->av_dict_set(&options, "codec_whitelist", "none", 0);
  int error = ff->avformat_open_input(&input->format, "", NULL, &options);  // frees the context on failure
  ff->av_dict_free(&options);
  if (error < 0) return error;
  // Some containers tell of their streams as they come: the beginning is read, but nothing of it decoded.
  if (input->format->ctx_flags & AVFMTCTX_NOHEADER) ff->avformat_find_stream_info(input->format, NULL);
  art_ffmpeg_forget_log();
  return 0;
}

void art_media_close(ArtMediaInput *input) {
  const ArtFFmpeg *ff = art_ffmpeg();
  ff->avformat_close_input(&input->format);
  if (input->io) ff->av_freep(&input->io->buffer);
  ff->avio_context_free(&input->io);
}
