public import ArtFiles
import CImageCodecs

/// The libraries of images that the program is linked to.
public enum CodecLibraries {
  public static var linked: [SystemLibrary] {
    (0..<3).map { number in
      let library = art_codec_library(Int32(number))
      return SystemLibrary(
        name: String(cString: library.name), version: String(cString: library.version), symbol: library.symbol)
    }
  }
}
