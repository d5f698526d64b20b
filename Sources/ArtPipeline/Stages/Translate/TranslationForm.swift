import ArtData
import ArtMedia
import ArtSettings

/// What a translation gives.
enum TranslationForm: Sendable {
  /// Files of images.
  case images(OutputFormat<any WritableImageFormat>)
  /// The file of a video.
  case video(OutputFormat<any VideoFormat>)
  /// So many frames of one image, for the stage behind, and how many of them are shown each second.
  case frames(Int, perSecond: Double)

  /// - Parameter images: A video among them is told by its content; of a GIF the file's name decides.
  init(_ settings: SettingsReader, _ images: TranslatedFiles) {
    let seconds = settings.optionalNumber(
      "seconds", in: .above(0, to: 1e6),
      "Makes so many seconds of one image, for 'video': 'strength' and 'mix' can change over time.")
    let rate = settings.optionalNumber(
      "fps", in: 1...240.0, "With 'seconds', the frames per second; 24 where not given.")
    if rate != nil, seconds == nil, settings.log.isEmpty {
      settings.problem(at: "fps", .conflict, "it goes with 'seconds'; a video keeps its own rate")
    }
    let ending = settings.written("file")?.string.map { Self.ending(of: $0) } ?? ""
    if !settings.isDescribing, images.isVideo || settings.videoFormats.suffixes.contains(ending) {
      self = .video(OutputFormat(video: settings))
      return
    }
    let format = OutputFormat<any WritableImageFormat>(settings, isOneFile: true)
    guard let seconds else {
      self = .images(format)
      return
    }
    let perSecond = rate ?? 24
    self = .frames(settings.frames(seconds: seconds, perSecond: perSecond), perSecond: perSecond)
    if settings.has("file"), settings.log.isEmpty {
      settings.problem(at: "file", .conflict, "with 'seconds' the stage behind writes the file, such as 'video'")
    }
  }

  private static func ending(of name: String) -> String {
    name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() } ?? ""
  }

  /// Whether strength and weights may change from frame to frame.
  var hasTime: Bool { if case .images = self { false } else { true } }

  /// The name of the one file; nil where there is none.
  func fileName(id: String) -> String? {
    switch self {
    case .images(let format): format.fileName(id: id)
    case .video(let format): format.fileName(id: id)
    case .frames: nil
    }
  }
}
