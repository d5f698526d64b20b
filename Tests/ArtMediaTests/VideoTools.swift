import ArtFiles
import Foundation
import Testing

@testable import ArtMedia

/// FFmpeg's own programs, as a second opinion on the files that are written.
enum VideoTools {
  /// Runs a program found in `PATH` and returns what it writes.
  static func run(_ arguments: [String]) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = arguments
    let output = Pipe()
    let messages = Pipe()
    process.standardOutput = output
    process.standardError = messages
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
    let complaints = try messages.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(arguments): \(String(decoding: complaints, as: UTF8.self))")
    return Array(bytes)
  }

  /// What ffprobe tells of a video.
  struct Report: Decodable {
    struct Stream: Decodable {
      let codecName: String
      let width, height: Int
      let pixFmt: String
      let rFrameRate: String
      let nbReadFrames: String
      let duration: String?
      let colorRange, colorSpace, colorTransfer, colorPrimaries, chromaLocation: String?
    }
    struct Format: Decodable {
      let duration: String
      let size: String
      let tags: [String: String]?
    }
    let streams: [Stream]
    let format: Format

    func stream() throws -> Stream { try #require(streams.first) }
    var seconds: Double { Double(format.duration) ?? -1 }
  }

  static func probe(_ file: String) throws -> Report {
    let json = try run([
      "ffprobe", "-v", "error", "-count_frames", "-show_streams", "-show_format", "-of", "json", "file:" + file,
    ])
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Report.self, from: Data(json))
  }

  /// All frames, decoded by ffmpeg. A complaint of the decoder is a failure.
  static func frames(_ file: String, width: Int, height: Int) throws -> [PixelImage] {
    let bytes = try run([
      "ffmpeg", "-v", "error", "-xerror", "-i", "file:" + file, "-fps_mode", "passthrough", "-sws_flags",
      "accurate_rnd+full_chroma_int+bicubic", "-f", "rawvideo", "-pix_fmt", "rgb24", "-",
    ])
    let count = width * height * 3
    #expect(bytes.count % count == 0)
    return try stride(from: 0, to: bytes.count - count + 1, by: count).map {
      try PixelImage(width: width, height: height, channels: 3, pixels: Array(bytes[$0..<$0 + count]))
    }
  }

  /// The samples of a video's sound by the file's own clock, with silence before a later beginning, as players hear it.
  static func sound(_ file: String, rate: Int = 48_000) throws -> [Float] {
    let bytes = try run([
      "ffmpeg", "-v", "error", "-xerror", "-copyts", "-i", "file:" + file, "-vn", "-ac", "1", "-ar", "\(rate)", "-af",
      "aresample=async=1:first_pts=0", "-f", "f32le", "-",
    ])
    return bytes.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
  }

  /// Has ffmpeg make a file, of sources that it makes by itself or of others.
  @discardableResult
  static func make(_ file: String, _ arguments: [String]) throws -> String {
    _ = try run(["ffmpeg", "-v", "error", "-y"] + arguments + ["file:" + file])
    return file
  }

  /// The names of an MP4's outermost boxes.
  static func boxes(_ bytes: [UInt8]) -> [String] {
    var names: [String] = []
    var place = 0
    while place + 8 <= bytes.count {
      let size = bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
      names.append(String(decoding: bytes[place + 4..<place + 8], as: UTF8.self))
      guard size >= 8 else { break }
      place += size
    }
    return names
  }

  /// Writes frames to a file.
  @discardableResult
  static func write(
    _ frames: [PixelImage], to file: String, as format: (any VideoFormat)? = nil, _ settings: VideoSettings
  ) throws -> VideoSummary {
    let first = try #require(frames.first)
    let encoder = try VideoEncoder(
      file: .typed(file), format: format ?? VideoFormatRegistry.standard.format(ofFile: file), frameWidth: first.width,
      frameHeight: first.height, settings: settings)
    for frame in frames { try encoder.write(frame) }
    return try encoder.finish()
  }

  /// A moving image.
  static func frames(count: Int, width: Int, height: Int, channels: Int = 3) throws -> [PixelImage] {
    try (0..<count).map { try gradient(width: width, height: height, channels: channels, phase: Double($0) / 20) }
  }
}
