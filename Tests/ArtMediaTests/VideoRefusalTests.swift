import Foundation
import Testing

@testable import ArtMedia

/// Videos that cannot be read: the reason in words, and what to do.
@Suite struct VideoRefusalTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  func write(_ bytes: [UInt8], _ name: String) throws -> String {
    try Data(bytes).write(to: URL(filePath: folder.file(name)))
    return folder.file(name)
  }

  func video(_ name: String, _ options: [String] = [], seconds: Double = 0.4) throws -> String {
    try VideoTools.make(folder.file(name), ["-f", "lavfi", "-i", "testsrc2=s=64x48:r=25:d=\(seconds)"] + options)
  }

  static let advice = "; these can: MP4, MOV, MKV, WebM, AVI, MPEG, Ogg, FLV and GIF"

  static let strangers: [(bytes: [UInt8], words: String)] = [
    (Array("#EXTM3U\n#EXTINF:1,\n/etc/passwd\n".utf8), "this is text, which is not read as a video" + advice),
    (Array("ffconcat version 1.0\nfile /etc/passwd\n".utf8), "this is text, which is not read as a video" + advice),
    (Array("<?xml version=\"1.0\"?><MPD></MPD>".utf8), "this is an XML file, which is not read as a video" + advice),
    ([0x89] + Array("PNG\r\n\u{1A}\n".utf8), "this is no video that can be read" + advice),
    ([1, 2, 3, 4, 5], "this is no video that can be read" + advice),
    ([], "the file is empty"),
    (
      [0x1A, 0x45, 0xDF, 0xA3],
      "this MKV or WebM file is damaged: its beginning cannot be read; "
        + MediaError.videoConversion
    ),
  ]

  @Test(arguments: strangers)
  func refusesWhatIsNoVideo(bytes: [UInt8], words: String) throws {
    let file = try write(bytes, "a.mp4")
    let error = #expect(throws: MediaError.self) { try VideoReader(file) }
    #expect(error?.description == "\(file): \(words)")
  }

  @Test func refusesWhatHasNoFrames() throws {
    let sound = try VideoTools.make(folder.file("a.m4a"), ["-f", "lavfi", "-i", "sine=d=0.1"])
    let alone = #expect(throws: MediaError.self) { try VideoReader(sound) }
    #expect(alone?.description == "\(sound): this MP4 or MOV file has no moving images: it holds sound alone")
    #expect(alone?.code == .notAVideo)
    // The cover of a record is no video.
    let cover = try VideoTools.make(
      folder.file("cover.png"), ["-f", "lavfi", "-i", "color=red:s=16x16", "-frames:v", "1"])
    let record = try VideoTools.make(
      folder.file("b.m4a"),
      ["-i", sound, "-i", cover, "-map", "0", "-map", "1", "-c", "copy", "-disposition:v", "attached_pic"])
    #expect(#expect(throws: MediaError.self) { try VideoReader(record) }?.code == .notAVideo)
    #expect(#expect(throws: MediaError.self) { try VideoReader("/nowhere/a.mp4") }?.code == .unreadable)
    #expect(#expect(throws: MediaError.self) { try VideoReader(folder.path) }?.description.contains("folder") == true)
  }

  @Test func refusesCodecsThatAreNotRead() throws {
    let file = try video("a.avi", ["-c:v", "wmv2"])
    let error = #expect(throws: MediaError.self) { try VideoReader(file) }
    #expect(
      error?.description == "\(file): this AVI file cannot be read: its codec wmv2 is not read; "
        + "convert it first, for example with 'ffmpeg -i IN OUT.mp4'")
    #expect(error?.code == .unsupported)
  }

  @Test func refusesWhatIsTooLarge() throws {
    let file = try video("a.mp4")
    let side = #expect(throws: MediaError.self) {
      try VideoReader(file, limits: VideoLimits(image: ImageLimits(side: 50)))
    }
    #expect(side?.reason.hasPrefix("the image is 64×48; the limit is 50 on a side") == true && side?.code == .tooLarge)
    let area = #expect(throws: MediaError.self) {
      try VideoReader(file, limits: VideoLimits(image: ImageLimits(pixels: 3000)))
    }
    #expect(area?.code == .tooLarge)
    let length = #expect(throws: MediaError.self) { try VideoReader(file, limits: VideoLimits(frames: 9)) }
    #expect(length?.code == .tooLarge && length?.description.contains("too long") == true)
    let bytes = #expect(throws: MediaError.self) { try VideoReader(file, limits: VideoLimits(fileBytes: 1000)) }
    #expect(bytes?.reason.hasSuffix("bytes, and at most 1000 are read") == true)
    // A size that only its frames tell, and one that grows when its pixels are made square.
    let stream = try video("a.ts", ["-c:v", "libx264"])
    #expect(
      #expect(throws: MediaError.self) { try VideoReader(stream, limits: VideoLimits(image: ImageLimits(side: 50))) }?
        .code
        == .tooLarge)
    let wide = try video("b.mp4", ["-vf", "setsar=100"])
    #expect(
      #expect(throws: MediaError.self) { try VideoReader(wide, limits: VideoLimits(image: ImageLimits(side: 1000))) }?
        .code
        == .tooLarge)
  }

  @Test(arguments: [("a.mp4", ["-movflags", "+faststart"]), ("b.mp4", []), ("a.mkv", []), ("a.avi", [])])
  func refusesWhatIsCutShort(name: String, options: [String]) throws {
    let whole = try MediaError.contents(of: video(name, options, seconds: name == "a.mkv" ? 5 : 1))
    let file = try write(Array(whole.prefix(whole.count / 2)), "cut-" + name)
    let error = #expect(throws: MediaError.self) { try VideoReader(file) }
    #expect(error?.code == .damaged && error?.file == file)
    #expect(error?.description.contains("is cut short: its ") == true, "\(error?.description ?? "")")
    #expect(error?.advice == "copy or load it again, or keep what is there with 'ffmpeg -i IN OUT.mp4'")
  }

  /// Damage in the middle is an error that tells the place, where the decoder notices it.
  @Test func tellsWhereItIsDamaged() throws {
    let whole = try MediaError.contents(of: video("a.mp4", ["-c:v", "libx264", "-qp", "10"], seconds: 2))
    var bytes = whole
    for place in whole.count / 2..<whole.count / 2 + 200 { bytes[place] = UInt8(truncatingIfNeeded: place &* 37) }
    let file = try write(bytes, "b.mp4")
    let reader = try VideoReader(file)
    let error = #expect(throws: MediaError.self) { while try reader.next() != nil {} }
    #expect(error?.code == .damaged && error?.file == file && error?.advice == MediaError.videoConversion)
    #expect(error?.reason.contains("this MP4 or MOV file is damaged at ") == true)
  }

  @Test func noticesThatTheFileChanges() throws {
    let file = try video("a.mp4")
    let reader = try VideoReader(file)
    let handle = try FileHandle(forWritingTo: URL(filePath: file))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data([0, 0, 0, 8, 0x66, 0x72, 0x65, 0x65]))
    try handle.close()
    let error = #expect(throws: MediaError.self) { while try reader.next() != nil {} }
    #expect(error?.description.contains("another program changed the file") == true)
  }

  /// Whatever the bytes are, reading ends, and all that comes out is frames of one size.
  @Test(arguments: ["a.mp4", "a.mkv", "a.avi", "a.ts", "a.mpg", "a.ogv", "a.flv", "a.gif", "a.webm"])
  func survivesAnyBytes(name: String) throws {
    let whole = try MediaError.contents(of: video(name, name == "a.ogv" ? ["-c:v", "libtheora"] : []))
    var state: UInt64 = 7
    for round in 0..<12 {
      var bytes = whole
      for _ in 0...(round * 8) {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        // The beginning decides about most, and the end of an MP4.
        let reach = round % 2 == 0 ? min(200, bytes.count) : bytes.count
        bytes[Int(state >> 33) % reach] = UInt8(truncatingIfNeeded: state >> 24)
      }
      let file = try write(round % 3 == 0 ? Array(bytes.prefix(bytes.count / 2)) : bytes, "changed-" + name)
      do throws(MediaError) {
        let reader = try VideoReader(file, limits: VideoLimits(image: ImageLimits(side: 2000), frames: 1000))
        var count = 0
        while let frame = try reader.next() {
          #expect(frame.width == reader.info.width && frame.height == reader.info.height)
          count += 1
        }
        #expect(count == reader.info.frames)
      } catch {
        #expect(error.file == file && !error.words.isEmpty)
      }
    }
  }
}
