/// A kind of file that sound is read from: what it is called, how it begins, and the demuxers of FFmpeg that may be tried.
///
/// FFmpeg does not guess: of its demuxers some are playlists that open further files.
struct SoundKind: Sendable {
  let title: String
  /// FFmpeg's names, with commas between.
  let containers: String
  private let begins: @Sendable ([UInt8]) -> Bool

  static let all = tracks + VideoKind.all.filter(\.mayHaveSound).map { SoundKind($0.title, $0.containers, $0.begins) }

  /// Those whose files people take for tracks.
  private static let tracks: [SoundKind] = [
    SoundKind("WAV", "wav") { text("WAVE", at: 8)($0) && (text("RIFF")($0) || text("RF64")($0)) },
    SoundKind("AIFF", "aiff") { text("FORM")($0) && (text("AIFF", at: 8)($0) || text("AIFC", at: 8)($0)) },
    SoundKind("FLAC", "flac", text("fLaC")),
    SoundKind("Ogg", "ogg", text("OggS")),
    // The tag may stand before other kinds of streams, too.
    SoundKind("MP3", "mp3,aac,flac", text("ID3")),
    SoundKind("AAC", "aac") { $0.count > 1 && $0[0] == 0xFF && $0[1] & 0xF6 == 0xF0 },
    SoundKind("MP3", "mp3") { $0.count > 1 && $0[0] == 0xFF && $0[1] & 0xE0 == 0xE0 && $0[1] & 0x06 != 0 },
    SoundKind("M4A", "mov") { !FileSignature.brands(of: $0).isEmpty || text("moov", at: 4)($0) },
    SoundKind("Matroska", "matroska") { $0.starts(with: [0x1A, 0x45, 0xDF, 0xA3]) },
  ]

  /// The kinds in words.
  static let titles = "WAV, AIFF, FLAC, MP3, Ogg, AAC, M4A, and videos with sound"

  /// - Throws: ``MediaError`` where the file is none of these.
  static func of(_ start: [UInt8]) throws(MediaError) -> SoundKind {
    if let kind = all.first(where: { $0.begins(start) }) { return kind }
    guard !start.isEmpty else { throw MediaError(.damaged, "the file is empty") }
    let what = FileSignature.of(start).map { "this is \($0.title), which is not read as sound" }
    throw MediaError(.noSound, what ?? "this is no sound that can be read", advice: "these can: \(titles)")
  }

  private init(_ title: String, _ containers: String, _ begins: @escaping @Sendable ([UInt8]) -> Bool) {
    self.title = title
    self.containers = containers
    self.begins = begins
  }

  private static func text(_ text: String, at place: Int = 0) -> @Sendable ([UInt8]) -> Bool {
    { $0.dropFirst(place).starts(with: Array(text.utf8)) }
  }
}
