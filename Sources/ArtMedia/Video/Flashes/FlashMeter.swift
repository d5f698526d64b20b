/// Measures how often a sequence of frames flashes, in luminance and in saturated red (WCAG 2.2, success criterion 2.3.1;
/// ITU-R BT.1702).
///
/// The frame is seen as 8×8 areas and as a whole. A frame flashes as often as a quarter of its areas do, or as its mean does,
/// whichever is more: the mean also tells of parts that flash one after the other. It must change by what a quarter of the
/// frame would change it by, if that went from black to white.
public struct FlashMeter: Sendable {
  private let period: Int
  private var luminances: [FlashCounter] = []
  private var reds: [FlashCounter] = []
  private var frames = 0
  /// Opposing changes in the second that ends with the last frame; two are a flash.
  public private(set) var changes = 0
  /// The most of ``changes`` so far.
  public private(set) var mostChanges = 0

  /// - Parameter frameRate: Frames a second.
  public init(frameRate: Double) {
    period = max(1, Int(frameRate.rounded(.up)))
  }

  /// The largest number of flashes in any second so far, in halves.
  public var flashesPerSecond: Double { Double(mostChanges) / 2 }

  /// Takes the next frame; all have one size.
  public mutating func add(_ frame: PixelImage) {
    let areas = Self.areas(of: frame)
    if luminances.count != areas.count + 1 {
      // A change of a tenth of the largest luminance, and of 20 of 320 in red.
      luminances = Array(repeating: FlashCounter(least: 0.1, darkest: 0.8), count: areas.count)
      reds = Array(repeating: FlashCounter(least: 20.0 / 320, darkest: 2), count: areas.count)
      luminances.append(FlashCounter(least: 0.25, darkest: 0.8))
      reds.append(FlashCounter(least: 0.25, darkest: 2))
    }
    let whole = (
      luminance: areas.reduce(0) { $0 + $1.luminance } / Double(areas.count),
      red: areas.reduce(0) { $0 + $1.red } / Double(areas.count)
    )
    var found = (luminances: [Int](), reds: [Int]())
    for (index, area) in (areas + [whole]).enumerated() {
      found.luminances.append(luminances[index].add(area.luminance, frame: frames, period: period))
      found.reds.append(reds[index].add(area.red, frame: frames, period: period))
    }
    changes = max(Self.ofAQuarter(found.luminances), Self.ofAQuarter(found.reds))
    mostChanges = max(mostChanges, changes)
    frames += 1
  }

  /// What a quarter of the areas reach, or the whole, which stands last.
  private static func ofAQuarter(_ changes: [Int]) -> Int {
    let areas = changes.dropLast().sorted(by: >)
    return max(areas[(areas.count + 3) / 4 - 1], changes[changes.count - 1])
  }

  /// The mean relative luminance of each area, and the mean of R − G − B where red is saturated: four fifths of all light.
  private static func areas(of frame: PixelImage) -> [(luminance: Double, red: Double)] {
    let (columns, rows) = (min(8, frame.width), min(8, frame.height))
    let (channels, width, light) = (frame.channels, frame.width, SRGB.linear)
    return frame.pixels.withUnsafeBufferPointer { pixels in
      light.withUnsafeBufferPointer { light in
        (0..<rows * columns).map { area in
          let (row, column) = area.quotientAndRemainder(dividingBy: columns)
          let across = column * width / columns..<(column + 1) * width / columns
          let down = row * frame.height / rows..<(row + 1) * frame.height / rows
          var (luminance, red) = (0.0, 0.0)
          for y in down {
            for x in across {
              let place = (y * width + x) * channels
              let r = Double(light[Int(pixels[place])])
              guard channels > 1 else {
                luminance += r
                continue
              }
              let (g, b) = (Double(light[Int(pixels[place + 1])]), Double(light[Int(pixels[place + 2])]))
              luminance += 0.2126 * r + 0.7152 * g + 0.0722 * b
              if r >= 0.8 * (r + g + b) { red += r - g - b }
            }
          }
          let count = Double(across.count * down.count)
          return (luminance / count, max(0, red) / count)
        }
      }
    }
  }
}
