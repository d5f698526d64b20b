import ArtFiles
import ArtMedia
import ArtPipeline
import ArtSettings

/// Which images can be read and written.
struct ImagesCheck: DoctorCheck {
  let id = "images"
  let title = "Images"

  func look(_ place: DoctorPlace) -> DoctorFinding {
    let formats = place.toolbox.imageFormats
    let (good, bad) = formats.readable.reduce(into: ([String](), [String]())) { lists, format in
      if format.decoders.allSatisfy(FFmpegLibraries.decodes) {
        lists.0.append(format.title)
      } else {
        lists.1.append(format.title)
      }
    }
    let written = formats.writable.registry.all.map(\.title)
    var finding = DoctorFinding(
      lines: ["read \(good.joined(separator: ", "))", "write \(written.joined(separator: ", "))"],
      facts: ["reads": texts(good), "cannotRead": texts(bad), "writes": texts(written)])
    // Without FFmpeg that is told once.
    if !bad.isEmpty, FFmpegLibraries.version != nil {
      finding.lacks.append(
        .init(
          what: "This FFmpeg has no decoder for \(bad.joined(separator: ", ")).",
          remedy: "convert such images to PNG, or install an FFmpeg that was built with it", isNeeded: false))
    }
    return finding
  }
}

/// Which videos can be read and written.
struct VideosCheck: DoctorCheck {
  let id = "videos"
  let title = "Videos"

  /// What cameras and phones write, by FFmpeg's names.
  private static let codecs: [(codec: String, name: String)] = [
    ("h264", "H.264"), ("hevc", "H.265"), ("vp9", "VP9"), ("av1", "AV1"), ("mpeg4", "MPEG-4"), ("prores", "ProRes"),
    ("mjpeg", "MJPEG"), ("gif", "GIF"),
  ]

  func look(_ place: DoctorPlace) -> DoctorFinding {
    var (written, facts, lacks): ([String], [SettingValue], [DoctorFinding.Lack]) = ([], [], [])
    for format in place.toolbox.videoFormats.registry.all {
      do {
        try format.check(hasSound: format.keepsSound)
        written.append(format.title + (format.encoder.map { " (\($0))" } ?? ""))
        facts.append([
          "format": SettingValue(format.id), "encoder": format.encoder.map { SettingValue($0) } ?? nil,
        ])
      } catch {
        guard error.code != .missingLibrary else { continue }
        lacks.append(
          .init(
            what: "\(format.title): \(error.reason).",
            remedy: "\(error.advice ?? "write another format"), or install an FFmpeg that was built with it",
            isNeeded: false))
      }
    }
    let read = Self.codecs.filter { FFmpegLibraries.decodes($0.codec) }.map(\.name)
    return DoctorFinding(
      lines: [
        read.isEmpty ? "read none" : "read \(read.joined(separator: ", "))", "write \(written.joined(separator: ", "))",
      ], facts: ["reads": texts(read), "writes": SettingValue(facts)], lacks: lacks)
  }
}

private func texts(_ words: [String]) -> SettingValue { SettingValue(words.map { SettingValue($0) }) }
