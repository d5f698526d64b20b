/// A small chart of lines over one axis, as an image: numbers on both axes, a legend, a dashed line at a value to compare
/// with.
public struct LineChart: Hashable, Sendable {
  /// A line; where a point is nil it is broken.
  public struct Line: Hashable, Sendable {
    /// Small letters and digits.
    public var name: String
    public var color: RGBColor
    public var points: [Point?]

    public init(_ name: String, _ color: RGBColor, _ points: [Point?]) {
      self.name = name
      self.color = color
      self.points = points
    }
  }

  public struct Point: Hashable, Sendable {
    public var x: Double
    public var y: Double

    public init(x: Double, y: Double) {
      self.x = x
      self.y = y
    }
  }

  public var lines: [Line]
  /// What stands below the x axis, and above the y axis: small letters and digits.
  public var xTitle: String
  public var yTitle: String
  /// A value of y with a dashed line.
  public var mark: Double?

  static let (width, height, scale) = (960, 420, 2)
  private static let (left, right, top, bottom) = (64, 24, 48, 60)

  public init(_ lines: [Line], xTitle: String, yTitle: String, mark: Double? = nil) {
    self.lines = lines
    self.xTitle = xTitle
    self.yTitle = yTitle
    self.mark = mark
  }

  /// Draws the chart; both axes begin at 0.
  ///
  /// - Throws: ``MediaError`` never for numbers that are finite.
  public func render() throws(MediaError) -> PixelImage {
    var image = try PixelImage(width: Self.width, height: Self.height, channels: 3, fill: 255)
    let points = lines.flatMap { $0.points.compactMap(\.self) }
    let (xs, ys) = (Ticks(upTo: points.map(\.x).max() ?? 1), Ticks(upTo: points.map(\.y).max() ?? 1))
    drawAxes(xs, ys, into: &image)
    drawLegend(into: &image)
    for line in lines {
      for (from, to) in zip(line.points, line.points.dropFirst()) {
        guard let from, let to else { continue }
        draw(place(from, xs, ys), place(to, xs, ys), line.color, into: &image)
      }
    }
    return image
  }

  private static var plotWidth: Int { width - left - right }
  private static var plotHeight: Int { height - top - bottom }
  private static let grid = RGBColor(red: 224, green: 224, blue: 224)
  private static let text = RGBColor(red: 64, green: 64, blue: 64)

  private func place(_ point: Point, _ xs: Ticks, _ ys: Ticks) -> (x: Double, y: Double) {
    (
      Double(Self.left) + point.x / xs.end * Double(Self.plotWidth),
      Double(Self.top) + (1 - point.y / ys.end) * Double(Self.plotHeight)
    )
  }

  private func drawAxes(_ xs: Ticks, _ ys: Ticks, into image: inout PixelImage) {
    let digits = PixelFont.height * Self.scale
    for value in ys.values {
      let y = Int(place(Point(x: 0, y: value), xs, ys).y)
      image.fill(x: Self.left, y: y, width: Self.plotWidth, height: 1, with: Self.grid)
      let label = ys.text(value)
      write(label, x: Self.left - 10 - PixelFont.width(of: label) * Self.scale, y: y - digits / 2, into: &image)
    }
    for value in xs.values {
      let x = Int(place(Point(x: value, y: 0), xs, ys).x)
      image.fill(x: x, y: Self.top, width: 1, height: Self.plotHeight, with: Self.grid)
      let label = xs.text(value)
      write(
        label, x: x - PixelFont.width(of: label) * Self.scale / 2, y: Self.height - Self.bottom + 8, into: &image)
    }
    if let mark {
      let y = Int(place(Point(x: 0, y: mark), xs, ys).y)
      for x in stride(from: Self.left, to: Self.width - Self.right - 6, by: 12) {
        image.fill(x: x, y: y, width: 6, height: 1, with: Self.text)
      }
    }
    let titleWidth = PixelFont.width(of: xTitle) * Self.scale
    write(xTitle, x: Self.left + (Self.plotWidth - titleWidth) / 2, y: Self.height - digits - 10, into: &image)
    write(yTitle, x: 12, y: 14, into: &image)
  }

  private func drawLegend(into image: inout PixelImage) {
    var x = Self.width - Self.right
    for line in lines.reversed() {
      x -= PixelFont.width(of: line.name) * Self.scale
      write(line.name, x: x, y: 14, into: &image)
      image.fill(x: x - 34, y: 19, width: 26, height: 4, with: line.color)
      x -= 60
    }
  }

  private func write(_ text: String, x: Int, y: Int, into image: inout PixelImage) {
    PixelFont.draw(text, into: &image, x: max(x, 0), y: max(y, 0), scale: Self.scale, color: Self.text)
  }

  /// A line two pixels wide.
  private func draw(
    _ from: (x: Double, y: Double), _ to: (x: Double, y: Double), _ color: RGBColor, into image: inout PixelImage
  ) {
    let steps = max(1, Int(max(abs(to.x - from.x), abs(to.y - from.y)).rounded(.up)))
    for step in 0...steps {
      let t = Double(step) / Double(steps)
      let (x, y) = (Int(from.x + (to.x - from.x) * t), Int(from.y + (to.y - from.y) * t))
      image.fill(
        x: min(max(x, 0), Self.width - 2), y: min(max(y, 0), Self.height - 2), width: 2, height: 2, with: color)
    }
  }
}

/// Round numbers along an axis from 0.
private struct Ticks {
  let step: Double
  let end: Double

  /// - Parameter most: The largest value that is to be shown.
  init(upTo most: Double) {
    let most = most > 0 && most.isFinite ? most : 1
    var unit = 1.0
    while unit * 10 <= most { unit *= 10 }
    while unit > most { unit /= 10 }
    step = [0.1, 0.2, 0.5, 1, 2].map { $0 * unit }.first { most / $0 <= 10 } ?? unit
    end = (most / step).rounded(.up) * step
  }

  var values: [Double] { (0...Int((end / step).rounded())).map { Double($0) * step } }

  func text(_ value: Double) -> String {
    let rounded = (value * 100).rounded() / 100
    return rounded == rounded.rounded() ? String(Int(rounded)) : String(rounded)
  }
}
