import CFFmpeg

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a walk through a video's file finds, before anything is decoded.
struct VideoScan {
  let timeline: VideoTimeline
  /// When frames are shown, in order; nil where each tells by itself.
  let times: [Int64]?
  /// How many videos the file has.
  let videos: Int
  let sounds: Int

  init(_ input: FFmpegInput, _ kind: VideoKind, limits: VideoLimits) throws(MediaError) {
    var scan = ArtVideoScan()
    let native = input.native
    let (status, message) = withFFmpegMessage {
      art_video_scan(native, kind.containers, Int64(limits.frames), &scan, $0)
    }
    defer { free(scan.times) }
    try input.check()
    guard status == ART_VIDEO_DONE else { throw VideoFailure(status, message, kind).error }
    let sorted = UnsafeBufferPointer(start: scan.times, count: Int(scan.count)).sorted()
    timeline = try VideoTimeline(
      times: sorted, lastDuration: scan.last_duration, tick: (scan.tick.numerator, scan.tick.denominator),
      claims: [scan.rates.0, scan.rates.1].compactMap { FrameRate(simplest: $0.numerator, over: $0.denominator) },
      most: limits.frames)
    times = scan.has_times != 0 ? nil : sorted
    videos = Int(scan.videos)
    sounds = Int(scan.sounds)
  }
}

/// Why a video is not read.
struct VideoFailure {
  let error: MediaError

  /// - Parameters:
  ///   - message: The reason, in words that follow a colon.
  ///   - seconds: The place in the video.
  init(_ status: ArtVideoStatus, _ message: String, _ kind: VideoKind, at seconds: Double? = nil) {
    let file = "this \(kind.title) file"
    let place = seconds.map { " at \(($0 * 10).rounded() / 10) s" } ?? ""
    let reason = message.isEmpty ? "it cannot be decoded" : message
    let conversion = MediaError.videoConversion
    error =
      switch status {
      case ART_VIDEO_NONE:
        MediaError(.notAVideo, "\(file) has no moving images: \(reason)")
      case ART_VIDEO_CUT:
        MediaError(
          .damaged, "\(file) is cut short: \(reason)",
          advice: "copy or load it again, or keep what is there with 'ffmpeg -i IN OUT.mp4'")
      case ART_VIDEO_UNSUPPORTED:
        MediaError(.unsupported, "\(file) cannot be read: \(reason)", advice: conversion)
      case ART_VIDEO_TOO_LARGE:
        MediaError(.tooLarge, "\(file) cannot be read: \(reason)", advice: "make it smaller, or cut it first")
      case ART_VIDEO_NO_LIBRARY: MediaError(.missingLibrary, "videos cannot be read: \(reason)")
      case ART_VIDEO_NO_MEMORY: MediaError(.tooLarge, "not enough memory for the video")
      case ART_VIDEO_UNREADABLE: MediaError(.unreadable, "the file cannot be read")
      default: MediaError(.damaged, "\(file) is damaged\(place): \(reason)", advice: conversion)
      }
  }
}
