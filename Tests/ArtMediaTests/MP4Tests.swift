import ArtFiles
import Foundation
import Testing

@testable import ArtMedia

@Suite struct MP4Tests {
  let folder: TemporaryFolder
  var file: String { folder.file("a.mp4") }

  init() throws { folder = try TemporaryFolder() }

  struct Case: CustomTestStringConvertible {
    var frame: (width: Int, height: Int)
    var size: VideoSize
    var video: (width: Int, height: Int)
    var count = 12
    var rate = 25.0
    var written = "25/1"
    var channels = 3
    var testDescription: String { "\(frame) as \(size), \(count) at \(rate)" }
  }

  static let cases = [
    Case(frame: (28, 28), size: .original, video: (28, 28)),
    Case(frame: (28, 28), size: .scaled(by: 8), video: (224, 224), count: 40, channels: 1),
    Case(frame: (29, 31), size: .original, video: (30, 32), rate: 29.97, written: "30000/1001"),
    Case(frame: (7, 5), size: .scaled(by: 3), video: (22, 16), rate: 12.5, written: "25/2", channels: 4),
    Case(frame: (64, 48), size: .width(101), video: (102, 76), rate: 60, written: "60/1"),
    Case(frame: (64, 48), size: .height(720), video: (960, 720), count: 3),
    Case(frame: (30, 20), size: .exactly(width: 80, height: 80), video: (80, 80), count: 1, rate: 24, written: "24/1"),
    Case(frame: (1, 1), size: .original, video: (2, 2), rate: 0.5, written: "1/2"),
  ]

  @Test(arguments: cases)
  func isWhatPlayersExpect(_ item: Case) throws {
    let frames = try VideoTools.frames(
      count: item.count, width: item.frame.width, height: item.frame.height, channels: item.channels)
    let settings = VideoSettings(
      frameRate: try FrameRate(item.rate), effort: .fast, size: item.size, title: "Títle", comment: "{\"seed\": 1}")
    let summary = try VideoTools.write(frames, to: file, settings)
    let report = try VideoTools.probe(file)
    let stream = try report.stream()
    #expect(report.streams.count == 1)
    #expect(stream.codecName == (summary.codec == "mpeg4" ? "mpeg4" : "h264"))
    #expect(stream.pixFmt == "yuv420p")
    #expect((stream.width, stream.height) == item.video)
    #expect(stream.nbReadFrames == "\(item.count)")
    #expect(stream.rFrameRate == item.written)
    let seconds = Double(item.count) / settings.frameRate.framesPerSecond
    #expect(abs(report.seconds - seconds) < 0.002)
    #expect(abs(summary.duration - seconds) < 1e-9)
    #expect(summary.frames == item.count)
    #expect(report.format.tags?["title"] == "Títle")
    #expect(report.format.tags?["comment"] == "{\"seed\": 1}")
    #expect(report.format.tags?["encoder"] == nil && report.format.tags?["creationTime"] == nil)
    let boxes = VideoTools.boxes(try MediaError.contents(of: file))
    let index = try #require(boxes.firstIndex(of: "moov"))
    #expect(index < (try #require(boxes.firstIndex(of: "mdat"))))
    #expect(try VideoTools.frames(file, width: stream.width, height: stream.height).count == item.count)
    #expect(try folder.names == ["a.mp4"])
  }

  /// Colours go through Y'CbCr and come back, by the tags in the file, as they were.
  @Test(arguments: [(64, 48, "smpte170m"), (1280, 720, "bt709")])
  func coloursComeBack(width: Int, height: Int, matrix: String) throws {
    let colors = ["red", "lime", "blue", "white", "black", "#808080", "gold", "#203040"].compactMap { RGBColor($0) }
    let frames = try colors.map { color in
      var frame = try PixelImage(width: width, height: height, channels: 3)
      frame.fill(with: color)
      return frame
    }
    try VideoTools.write(frames, to: file, VideoSettings(quality: 95, effort: .fast))
    let stream = try VideoTools.probe(file).stream()
    #expect(stream.colorSpace == matrix)
    #expect(stream.colorRange == "tv")
    #expect(stream.colorPrimaries == "bt709" && stream.colorTransfer == "bt709")
    #expect(stream.chromaLocation == "left")
    for (frame, decoded) in zip(frames, try VideoTools.frames(file, width: width, height: height)) {
      expectSimilar(decoded, frame, largest: 4)
    }
  }

  @Test func movingImagesStayClose() throws {
    let frames = try VideoTools.frames(count: 20, width: 96, height: 64)
    try VideoTools.write(frames, to: file, VideoSettings(quality: 90))
    let decoded = try VideoTools.frames(file, width: 96, height: 64)
    #expect(decoded.count == 20)
    for (frame, decoded) in zip(frames, decoded) { #expect(ImageDifference(frame, decoded).mean < 3) }
  }

  @Test func betterQualityIsCloserAndLarger() throws {
    let frames = try VideoTools.frames(count: 10, width: 96, height: 64)
    let results = try [10, 50, 90].map { quality in
      try VideoTools.write(frames, to: file, VideoSettings(quality: quality))
      let decoded = try VideoTools.frames(file, width: 96, height: 64)
      let error = zip(frames, decoded).reduce(0) { $0 + ImageDifference($1.0, $1.1).mean }
      return (size: try MediaError.contents(of: file).count, error: error)
    }
    #expect(results[0].size < results[1].size && results[1].size < results[2].size)
    #expect(results[0].error > results[1].error && results[1].error > results[2].error)
  }

  /// Where no H.264 encoder is, MPEG-4 part 2 is written.
  @Test func fallsBackToMPEG4() throws {
    let frames = try VideoTools.frames(count: 15, width: 64, height: 48)
    let settings = VideoSettings(frameRate: try FrameRate(12.345), quality: 90, title: "old")
    let choice = try FFmpegEncoding(MP4Format.container, hasSound: false) { $0 == "mpeg4" }
    do {
      let place = try FileWriter(.typed(file))
      let writer = try FFmpegVideoWriter(place, choice, width: 64, height: 48, settings: settings)
      for frame in frames { try writer.write(frame) }
      try writer.finish()
      try place.commit()
    }
    let stream = try VideoTools.probe(file).stream()
    #expect(stream.codecName == "mpeg4" && stream.pixFmt == "yuv420p" && stream.nbReadFrames == "15")
    let decoded = try VideoTools.frames(file, width: 64, height: 48)
    for (frame, decoded) in zip(frames, decoded) { #expect(ImageDifference(frame, decoded).mean < 4) }
  }
}
