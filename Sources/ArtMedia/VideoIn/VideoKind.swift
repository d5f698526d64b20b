/// A kind of file that moving images are read from: what it is called, how it begins, and the demuxers of FFmpeg that may be
/// tried.
///
/// FFmpeg does not guess: of its demuxers some are playlists that open further files.
struct VideoKind: Sendable {
  let title: String
  /// FFmpeg's names, with commas between.
  let containers: String
  let mayHaveSound: Bool
  let begins: @Sendable ([UInt8]) -> Bool

  static let all: [VideoKind] = [
    VideoKind("MP4 or MOV", "mov") { start in
      let brands = FileSignature.brands(of: start)
      if !brands.isEmpty { return FileSignature.of(start)?.isImage == false && brands.allSatisfy { $0 != "avif" } }
      return ["moov", "mdat", "wide", "free", "skip"].contains { text($0, at: 4)(start) }
    },
    VideoKind("MKV or WebM", "matroska") { $0.starts(with: [0x1A, 0x45, 0xDF, 0xA3]) },
    VideoKind("AVI", "avi") { text("RIFF")($0) && text("AVI ", at: 8)($0) },
    // Packets of 188 bytes, on cameras' cards each with 4 more before it.
    VideoKind("MPEG transport stream", "mpegts") { start in
      [(0, 188), (4, 192)].contains { first, step in
        start.count > 2 * step + first && (0...2).allSatisfy { start[first + $0 * step] == 0x47 }
      }
    },
    VideoKind("MPEG program stream", "mpeg") { $0.starts(with: [0, 0, 1, 0xBA]) },
    VideoKind("Ogg", "ogg", text("OggS")),
    VideoKind("FLV", "flv", text("FLV\u{1}")),
    VideoKind("GIF", "gif", mayHaveSound: false) { text("GIF87a")($0) || text("GIF89a")($0) },
  ]

  /// The kinds in words.
  static let titles = "MP4, MOV, MKV, WebM, AVI, MPEG, Ogg, FLV and GIF"

  /// - Throws: ``MediaError`` where the file is none of these.
  static func of(_ start: [UInt8]) throws(MediaError) -> VideoKind {
    if let kind = all.first(where: { $0.begins(start) }) { return kind }
    guard !start.isEmpty else { throw MediaError(.damaged, "the file is empty") }
    let what = FileSignature.of(start).map { "this is \($0.title), which is not read as a video" }
    throw MediaError(.notAVideo, what ?? "this is no video that can be read", advice: "these can: \(titles)")
  }

  private init(
    _ title: String, _ containers: String, mayHaveSound: Bool = true, _ begins: @escaping @Sendable ([UInt8]) -> Bool
  ) {
    self.title = title
    self.containers = containers
    self.mayHaveSound = mayHaveSound
    self.begins = begins
  }

  private static func text(_ text: String, at place: Int = 0) -> @Sendable ([UInt8]) -> Bool {
    { $0.dropFirst(place).starts(with: Array(text.utf8)) }
  }
}
