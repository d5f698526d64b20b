#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import CArtFiles

/// A library of the system that the program uses, as it was found.
public struct SystemLibrary: Hashable, Sendable {
  /// What it calls itself: `libpng`.
  public let name: String
  /// Its version in the library's own words, `1.6.39`, and what else it says of itself.
  public let version: String
  /// The file that it was loaded from; nil where that is not told.
  public let path: String?

  /// - Parameter symbol: A function of the library, or something else that lies in it.
  public init(name: String, version: String, symbol: UnsafeRawPointer?) {
    self.name = name
    self.version = version
    path = symbol.flatMap { symbol in
      art_library_path(symbol).map { Paths.text(of: $0) }
    }
  }
}
