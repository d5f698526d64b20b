/// Bytes in words.
public enum ByteCount {
  /// `850 bytes`, `12 MB`, `3.1 TB`: two figures at least, in units of 1,000.
  public static func text(_ bytes: Double) -> String {
    var (size, unit) = (max(bytes, 0), "bytes")
    for larger in ["kB", "MB", "GB", "TB", "PB", "EB"] where size >= 999.5 { (size, unit) = (size / 1000, larger) }
    if unit == "bytes" || size >= 9.95 { return "\(Self.whole(size)) \(unit)" }
    let tenths = Int((size * 10).rounded())
    return "\(tenths / 10).\(tenths % 10) \(unit)"
  }

  private static func whole(_ size: Double) -> String { size < 1e15 ? String(Int(size.rounded())) : "\(size)" }
}
