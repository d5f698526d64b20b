import ArtFetch
import ArtFiles
import ArtMedia
import ArtProducts
import ArtSettings

/// A library of the system, or several that come together. Another library is another value.
struct LibraryCheck: DoctorCheck {
  let id: String
  let title: String
  let package: SystemPackage
  /// What does not work without it: `videos cannot be written`.
  let loss: String
  /// Whether artpipe is not whole without it.
  var isNeeded = true
  /// What comes before the libraries' own versions.
  var version: @Sendable () -> String? = { nil }
  /// Those that are installed; what is thrown says why there are none.
  let find: @Sendable () throws -> [SystemLibrary]

  static let all = [openBLAS, ffmpeg, codecs, curl]

  static let openBLAS = LibraryCheck(
    id: "openBLAS", title: "OpenBLAS",
    package: SystemPackage(debian: "libopenblas0", fedora: "openblas", arch: "blas-openblas", homebrew: "openblas"),
    loss: "matrix products are computed slowly on this processor", isNeeded: OpenBLASLibrary.isUsed
  ) { [OpenBLASLibrary.installed].compactMap(\.self) }

  static let ffmpeg = LibraryCheck(
    id: "ffmpeg", title: "FFmpeg",
    package: SystemPackage(
      debian: "ffmpeg", fedora: "ffmpeg-libs", arch: "ffmpeg", homebrew: "ffmpeg"),
    loss: "no videos but GIF can be written, no video and no sound read, and of images only PNG and JPEG",
    version: { FFmpegLibraries.version }
  ) { try FFmpegLibraries.installed() }

  /// The program is linked to these: they are there.
  static let codecs = LibraryCheck(
    id: "imageLibraries", title: "Image files",
    package: SystemPackage(
      debian: "libpng16-16 libjpeg62-turbo", fedora: "libpng libjpeg-turbo", arch: "libpng libjpeg-turbo",
      homebrew: "libpng jpeg-turbo"),
    loss: "no images can be read"
  ) { CodecLibraries.linked }

  static let curl = LibraryCheck(
    id: "curl", title: "libcurl",
    package: SystemPackage(debian: "libcurl4", fedora: "libcurl", arch: "curl", homebrew: "curl"),
    loss: "'datasets fetch' cannot fetch", isNeeded: false
  ) { [CurlLibrary.installed].compactMap(\.self) }

  func look(_ place: DoctorPlace) -> DoctorFinding {
    var reason = "\(title) is not installed"
    var libraries: [SystemLibrary] = []
    do { libraries = try find() } catch let error as MediaError { reason = error.reason } catch { reason = "\(error)" }
    guard !libraries.isEmpty else {
      return DoctorFinding(
        lines: ["not here"], facts: ["libraries": []],
        lacks: [.init(what: "\(place.shown(words: reason)): \(loss).", remedy: package.command, isNeeded: isNeeded)])
    }
    let folders = Set(libraries.compactMap { $0.path.map { Paths.split($0).folder } })
    let names = libraries.map { $0.name == title ? $0.version : "\($0.name) \($0.version)" }.joined(separator: ", ")
    let places = folders.sorted().map { " (\(place.shown($0)))" }.joined()
    let own = version()
    return DoctorFinding(
      lines: [[own, names].compactMap(\.self).joined(separator: ": ") + places],
      facts: [
        "version": own.map { SettingValue($0) } ?? nil,
        "libraries": SettingValue(
          libraries.map {
            [
              "name": SettingValue($0.name), "version": SettingValue($0.version),
              "path": $0.path.map { SettingValue(place.shown($0)) } ?? nil,
            ]
          }),
      ])
  }
}
