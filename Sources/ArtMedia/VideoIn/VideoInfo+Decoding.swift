import CFFmpeg

extension VideoInfo {
  init(_ decoder: VideoDecoder, _ kind: VideoKind, _ scan: VideoScan) {
    let (native, orientation) = (decoder.native, decoder.orientation)
    title = kind.title
    codec = withUnsafeBytes(of: native.codec) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    let (width, height) = (Int(native.width), Int(native.height))
    (self.width, self.height) = orientation.swapsSides ? (height, width) : (width, height)
    hasAlpha = native.may_be_transparent != 0
    frameRate = scan.timeline.rate
    frames = scan.timeline.count
    var notes: [VideoNote] = []
    if orientation != .upright { notes.append(.turned) }
    let aspect = native.pixel_aspect
    if aspect.numerator != aspect.denominator {
      notes.append(.squared(Int(aspect.numerator), Int(aspect.denominator)))
    }
    if native.depth > 8 { notes.append(.depth(Int(native.depth))) }
    switch native.light {
    case ART_LIGHT_PQ: notes.append(.toneMapped("PQ"))
    case ART_LIGHT_HLG: notes.append(.toneMapped("HLG"))
    default: break
    }
    if native.is_interlaced != 0 { notes.append(.interlaced) }
    if !scan.timeline.isConstant {
      notes.append(
        .variableRate(scan.timeline.rate, repeated: scan.timeline.repeated, dropped: scan.timeline.dropped))
    }
    if scan.videos > 1 { notes.append(.firstOf(scan.videos)) }
    self.notes = notes
  }
}

extension ExifOrientation {
  /// The turn of a display matrix, as the signs of its upper left: a step right in the stored image is (a, b) on the screen, a
  /// step down is (c, d).
  init(_ turn: (Int32, Int32, Int32, Int32)) {
    switch turn {
    case (-1, _, _, 1): self = .mirrored
    case (-1, _, _, -1): self = .turned180
    case (1, _, _, -1): self = .flipped
    case (_, 1, 1, _): self = .transposed
    case (_, 1, -1, _): self = .needsClockwiseTurn
    case (_, -1, -1, _): self = .transversed
    case (_, -1, 1, _): self = .needsCounterclockwiseTurn
    default: self = .upright
    }
  }
}
