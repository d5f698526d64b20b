import CFFmpeg
import Testing

@testable import ArtMedia

/// Which encoders are taken, and what is told where one is missing.
@Suite struct FFmpegEncodingTests {
  @Test(arguments: [
    (["mpeg4", "libopenh264", "libx264"], "libx264"), (["mpeg4", "libopenh264"], "libopenh264"), (["mpeg4"], "mpeg4"),
  ])
  func takesTheBest(available: [String], expected: String) throws {
    let choice = try FFmpegEncoding(MP4Format.container, hasSound: false) { available.contains($0) }
    #expect(choice.name == expected)
  }

  @Test(arguments: [
    (
      WebPAnimationFormat.container, false, [],
      "this FFmpeg cannot write WebP videos: it has no encoder libwebp_anim; write a GIF"
    ),
    (
      WebMFormat.container(ART_FRAMES_YUV420), false, ["libx264"],
      "this FFmpeg cannot write WebM videos: it has no encoder libvpx-vp9; write an MP4 or a MOV"
    ),
    (
      WebMFormat.container(ART_FRAMES_YUVA420), true, ["libvpx-vp9", "opus"],
      "this FFmpeg cannot write the sound of WebM videos: it has no encoder libopus; write an MP4 or a MOV, or leave the "
        + "sound out"
    ),
    (
      MP4Format.container, true, ["libx264"],
      "this FFmpeg cannot write the sound of MP4 videos: it has no encoder aac; write a MOV or a WebM, or leave the sound "
        + "out"
    ),
  ])
  func saysWhatIsMissing(container: FFmpegContainer, hasSound: Bool, available: [String], words: String) throws {
    let error = #expect(throws: MediaError.self) {
      try FFmpegEncoding(container, hasSound: hasSound) { available.contains($0) }
    }
    #expect(error?.words == words)
    #expect(error?.code == .unsupported)
  }

  /// What is missing for sound matters to nobody who has none.
  @Test func soundIsNeededBySoundAlone() throws {
    _ = try FFmpegEncoding(WebMFormat.container(ART_FRAMES_YUV420), hasSound: false) { $0 == "libvpx-vp9" }
  }
}
