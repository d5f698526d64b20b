import ArtMedia
import ArtSettings

/// The kind of video file to write, its quality and its name.
struct VideoFileSettings: Sendable {
  let kind: VideoFormat
  let quality: Int
  /// The name in the run folder that the document gives.
  let file: String?

  init(_ settings: SettingsReader) {
    let format = settings.optionalChoice("format", of: VideoFormat.self, "The kind of file; mp4 where not given.")
    quality = settings.integer(
      "quality", default: 80, in: 0...100, "0 for the smallest file, 100 for the best picture.")
    let file = settings.fileName(
      "file", "The file's name in the run folder; the stage's id with .mp4, .gif or .webp where not given.")
    var named: VideoFormat?
    if let file {
      do throws(MediaError) {
        named = try VideoFormat(file: file)
      } catch {
        settings.problem(at: "file", .outOfRange, "expected a name that ends in .mp4, .gif or .webp, found \"\(file)\"")
      }
    }
    if let named, let format, named != format {
      settings.problem(at: "format", .conflict, "the file's name says \(named.rawValue), the format \(format.rawValue)")
    }
    kind = named ?? format ?? .mp4
    self.file = file
  }

  func fileName(id: String) -> String { file ?? "\(id).\(kind.rawValue)" }
}
