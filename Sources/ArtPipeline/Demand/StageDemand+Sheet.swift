import ArtMedia

extension StageDemand {
  /// Adds a sheet to what is in memory and written; one that is too large for its format is impossible.
  ///
  /// - Parameters:
  ///   - count: The tiles.
  ///   - images: What is on them.
  ///   - wide: How many images stand side by side on a tile.
  ///   - format: The file's format.
  ///   - quality: As in `ImageOptions`.
  ///   - name: What it is called.
  ///   - setting: What makes it so large.
  mutating func add(
    _ sheet: Sheet, of count: Int, _ images: ImageForecast, sideBySide wide: Int = 1,
    as format: any WritableImageFormat, quality: Int = 100, named name: String, _ setting: Setting
  ) {
    let (width, height) = (Int(images.width) * wide, Int(images.height))
    var pixels = 0.0
    forbid(setting) { () throws(MediaError) in
      // The figures are told of what is too large, too.
      var unlimited = sheet
      unlimited.limits = ImageLimits(side: .max, pixels: .max)
      let size = try unlimited.size(count: count, width: width, height: height)
      pixels = Double(size.width) * Double(size.height)
      _ = try sheet.size(count: count, width: width, height: height)
      try format.check(width: size.width, height: size.height)
    }
    memory.append(.init(name, 1.5 * pixels * images.channels, setting))
    let bytes = format.mostBytes(pixels: pixels, channels: Int(images.channels), quality: quality)
    disk.append(.init(name, ImageBytes.recipe + bytes, setting))
  }

  /// Notes what no machine can make.
  mutating func forbid(_ setting: Setting, unless check: () throws(MediaError) -> Void) {
    do throws(MediaError) {
      try check()
    } catch {
      impossible.append((setting, error.words))
    }
  }
}
