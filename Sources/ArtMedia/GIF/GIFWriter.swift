import ArtFiles
import CImageCodecs

/// Writes animated GIFs (GIF89a), looping for ever.
///
/// GIF counts time in hundredths of a second; each frame ends at the hundredth nearest to its true end, so that the
/// whole keeps its length at any rate. Browsers slow frames of one hundredth down, so above 50 frames a second some
/// frames are left out.
final class GIFWriter: VideoSink {
  let codec = "gif"
  private let file: FileWriter
  private let width: Int
  private let height: Int
  private let settings: VideoSettings
  private let format: GIFFormat
  private var frames = 0
  private var palette: GIFPalette?
  /// The palette in the file's header, which frames may use without repeating it.
  private var globalPalette: GIFPalette?
  /// The last frame: it is written when its end is known.
  private var pending: (image: PixelImage, block: [UInt8], start: Int)?

  init(
    _ file: FileWriter, width: Int, height: Int, settings: VideoSettings, format: GIFFormat
  ) {
    self.file = file
    self.width = width
    self.height = height
    self.settings = settings
    self.format = format
  }

  func write(_ frame: PixelImage) throws(MediaError) {
    let image = try frame.converted(toChannels: 3)
    let start = hundredths(atFrame: frames)
    frames += 1
    var changed = GIFRectangle(x: 0, y: 0, width: width, height: height)
    if let pending {
      let isTooSoon = start - pending.start < GIFWriter.shortestDelay
      let difference = GIFRectangle(between: pending.image, and: image)
      let canWait = start - pending.start < GIFWriter.longestDelay / 2
      if isTooSoon || (difference == nil && canWait) { return }
      changed = difference ?? GIFRectangle(x: 0, y: 0, width: 1, height: 1)
      try flush(until: start)
    }
    pending = (image, try encoded(image, changed), start)
  }

  func finish() throws(MediaError) {
    try flush(until: hundredths(atFrame: frames))
    try append([0x3B])
  }

  private func append(_ bytes: [UInt8]) throws(MediaError) {
    try MediaError.mapping { () throws(FileError) in try file.append(bytes) }
  }

  private static let shortestDelay = 2
  private static let longestDelay = 65_535

  private func hundredths(atFrame frame: Int) -> Int {
    let rate = settings.frameRate
    return (frame * 100 * rate.denominator * 2 + rate.numerator) / (2 * rate.numerator)
  }

  /// Writes the pending frame, which is shown until `end`.
  private func flush(until end: Int) throws(MediaError) {
    guard let pending else { return }
    let delay = min(max(end - pending.start, GIFWriter.shortestDelay), GIFWriter.longestDelay)
    try append([0x21, 0xF9, 4, 0x04] + word(delay) + [0, 0])  // keep the frame when the next one comes
    try append(pending.block)
    self.pending = nil
  }

  /// The image block of a frame's changed part, and before the first the file's header.
  private func encoded(_ image: PixelImage, _ part: GIFRectangle) throws(MediaError) -> [UInt8] {
    let palette: GIFPalette
    if let last = self.palette, last.fits(image) {
      palette = last
    } else {
      palette = try GIFPalette(for: image, most: format.colors)
    }
    self.palette = palette
    if globalPalette == nil {
      globalPalette = palette
      try writeHeader(palette)
    }
    let isGlobal = palette === globalPalette
    var block: [UInt8] = [0x2C] + word(part.x) + word(part.y) + word(part.width) + word(part.height)
    block.append(isGlobal ? 0 : 0x80 | UInt8(palette.bits - 1))
    if !isGlobal { block += palette.table }
    let indices = try palette.indices(of: image, dithering: format.dithering)
    var count = 0
    let data = indices.withUnsafeBufferPointer {
      art_gif_compress(
        $0.baseAddress.map { $0 + part.y * width + part.x }, part.width, part.height, width, Int32(palette.bits),
        &count)
    }
    guard let data else { throw MediaError(.encodingFailed, "not enough memory for a GIF frame") }
    return block + [UInt8](taking: data, count: count)
  }

  private func writeHeader(_ palette: GIFPalette) throws(MediaError) {
    try append(Array("GIF89a".utf8) + word(width) + word(height))
    try append([0xF0 | UInt8(palette.bits - 1), 0, 0])
    try append(palette.table)
    try append([0x21, 0xFF, 11] + Array("NETSCAPE2.0".utf8) + [3, 1, 0, 0, 0])
    for (key, text) in [(MetadataReader.Key.title, settings.title), (JPEGComments.plainKey, settings.comment)] {
      guard let text else { continue }
      try append([0x21, 0xFE])
      let bytes = Array((key == JPEGComments.plainKey ? text : "\(key): \(text)").utf8)
      for start in stride(from: 0, to: bytes.count, by: 255) {
        let part = bytes[start..<min(start + 255, bytes.count)]
        try append([UInt8(part.count)] + part)
      }
      try append([0])
    }
  }

  /// Two bytes, the lower first.
  private func word(_ value: Int) -> [UInt8] {
    [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)]
  }
}
