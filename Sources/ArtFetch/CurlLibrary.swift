public import ArtFiles
import CCurl

/// libcurl as it is installed.
public enum CurlLibrary {
  /// nil where it is not installed, or of no use.
  public static var installed: SystemLibrary? {
    guard let words = art_curl_version() else { return nil }
    // `libcurl/7.88.1 OpenSSL/3.0.15 zlib/1.2.13 …`
    let parts = String(cString: words).split(separator: " ").prefix(2).map {
      $0.split(separator: "/").last.map(String.init) ?? ""
    }
    let security =
      String(cString: words).split(separator: " ").dropFirst().first.map { ", \($0.replacing("/", with: " "))" } ?? ""
    return SystemLibrary(name: "libcurl", version: (parts.first ?? "") + security, symbol: art_curl_symbol())
  }
}
