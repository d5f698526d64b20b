#include <stdio.h>
#include <stdlib.h>

#include "video_writer.h"

enum { IO_BUFFER_SIZE = 32768 };

#if LIBAVFORMAT_VERSION_MAJOR < 61
typedef uint8_t *Written;
#else
typedef const uint8_t *Written;
#endif

static int write_stream(void *context, Written bytes, int count) {
  ArtVideoStream *stream = context;
  const ArtVideoFile *file = &stream->writer->file;
  if (!file->write(file->context, bytes, (size_t)count, stream->position)) return AVERROR(EIO);
  stream->position += count;
  if (stream->position > stream->writer->size) stream->writer->size = stream->position;
  return count;
}

static int read_stream(void *context, uint8_t *bytes, int count) {
  ArtVideoStream *stream = context;
  const ArtVideoFile *file = &stream->writer->file;
  int64_t read = file->read(file->context, bytes, (size_t)count, stream->position);
  if (read < 0) return AVERROR(EIO);
  stream->position += read;
  return read > 0 ? (int)read : AVERROR_EOF;
}

static int64_t seek_stream(void *context, int64_t offset, int whence) {
  ArtVideoStream *stream = context;
  switch (whence & ~AVSEEK_FORCE) {
    case AVSEEK_SIZE: return stream->writer->size;
    case SEEK_SET: break;
    case SEEK_CUR: offset += stream->position; break;
    case SEEK_END: offset += stream->writer->size; break;
    default: return AVERROR(EINVAL);
  }
  if (offset < 0) return AVERROR(EINVAL);
  return stream->position = offset;
}

AVIOContext *art_video_open_stream(ArtVideoStream *stream, int is_for_writing) {
  const ArtFFmpeg *ff = art_ffmpeg();
  uint8_t *buffer = ff->av_malloc(IO_BUFFER_SIZE);
  AVIOContext *io = buffer ? ff->avio_alloc_context(buffer, IO_BUFFER_SIZE, is_for_writing, stream,
                                                    is_for_writing ? NULL : read_stream,
                                                    is_for_writing ? write_stream : NULL, seek_stream)
                           : NULL;
  if (!io) ff->av_free(buffer);
  return io;
}

void art_video_close_stream(AVIOContext **io) {
  const ArtFFmpeg *ff = art_ffmpeg();
  if (!*io) return;
  ff->av_freep(&(*io)->buffer);
  ff->avio_context_free(io);
}

// MP4's index is moved before the images when all is written: FFmpeg reads the file again for that.
int art_video_open_again(AVFormatContext *format, AVIOContext **io, const char *url, int flags, AVDictionary **options) {
  (void)url;
  (void)options;
  if (flags & AVIO_FLAG_WRITE) return AVERROR(ENOSYS);
  ArtVideoStream *stream = malloc(sizeof *stream);
  if (!stream) return AVERROR(ENOMEM);
  *stream = (ArtVideoStream){.writer = format->opaque};
  *io = art_video_open_stream(stream, 0);
  if (*io) return 0;
  free(stream);
  return AVERROR(ENOMEM);
}

int art_video_close_again(AVFormatContext *format, AVIOContext *io) {
  (void)format;
  free(io->opaque);
  art_video_close_stream(&io);
  return 0;
}
