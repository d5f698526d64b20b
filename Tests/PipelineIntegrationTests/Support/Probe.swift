import Foundation
import Testing

/// What FFmpeg's own programs say of a file.
struct Probe {
  let codec: String
  let width: Int
  let height: Int
  let pixelFormat: String
  /// Counted by decoding, not taken from the file's header.
  let frames: Int
  let framesPerSecond: String
  let seconds: Double

  init(_ file: String) throws {
    let run = try Program.find(
      "ffprobe",
      [
        "-v", "error", "-count_frames", "-select_streams", "v:0", "-show_entries",
        "stream=codec_name,width,height,pix_fmt,nb_read_frames,r_frame_rate:format=duration", "-of", "json", file,
      ])
    try #require(run.status == 0, "ffprobe: \(run.errors)")
    struct Answer: Decodable {
      struct Stream: Decodable {
        let codecName: String
        let width: Int
        let height: Int
        let pixFmt: String
        let nbReadFrames: String?
        let rFrameRate: String
      }
      struct Format: Decodable { let duration: String? }
      let streams: [Stream]
      let format: Format
    }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let answer = try decoder.decode(Answer.self, from: Data(run.output.utf8))
    let stream = try #require(answer.streams.first)
    codec = stream.codecName
    (width, height) = (stream.width, stream.height)
    pixelFormat = stream.pixFmt
    frames = stream.nbReadFrames.flatMap(Int.init) ?? 0
    framesPerSecond = stream.rFrameRate
    seconds = answer.format.duration.flatMap(Double.init) ?? 0
  }

  /// Decodes the file to raw RGB pixels, and fails where FFmpeg finds anything wrong with it.
  static func decode(_ file: String) throws -> Data {
    let raw = FileManager.default.temporaryDirectory.path + "/\(UUID().uuidString).rgb"
    defer { try? FileManager.default.removeItem(atPath: raw) }
    let run = try Program.find(
      "ffmpeg", ["-v", "error", "-i", file, "-f", "rawvideo", "-pix_fmt", "rgb24", "-y", raw])
    try #require(run.status == 0 && run.errors.isEmpty, "ffmpeg: \(run.errors)")
    return try Data(contentsOf: URL(fileURLWithPath: raw))
  }
}
