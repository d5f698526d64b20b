public import ArtFiles
import CFFmpeg

/// FFmpeg as it is installed, and what it can do.
public enum FFmpegLibraries {
  /// Its libraries.
  ///
  /// - Throws: ``MediaError`` that names the package to install.
  public static func installed() throws(MediaError) -> [SystemLibrary] {
    let (isLoaded, reason) = withFFmpegMessage { art_ffmpeg_load($0) }
    guard isLoaded != 0 else { throw MediaError(.missingLibrary, reason) }
    var libraries: [SystemLibrary] = []
    var library = ArtFFmpegLibrary()
    while art_ffmpeg_library(Int32(libraries.count), &library) != 0 {
      let version = library.version
      libraries.append(
        SystemLibrary(
          name: library.name.map { String(cString: $0) } ?? "",
          version: "\(version >> 16).\(version >> 8 & 255).\(version & 255)", symbol: library.symbol))
    }
    return libraries
  }

  /// FFmpeg's own version, `5.1.6`; nil where it is not installed.
  public static var version: String? { art_ffmpeg_version().map { String(cString: $0) } }

  /// Whether images or sounds of a codec can be decoded, by FFmpeg's name of it: `h264`.
  public static func decodes(_ codec: String) -> Bool { art_ffmpeg_has_decoder(codec) != 0 }
}
