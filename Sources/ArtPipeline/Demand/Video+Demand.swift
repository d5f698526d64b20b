import ArtMedia
import ArtSettings

extension VideoStage {
  public func demand(_ forecast: StageForecast) -> StageDemand {
    var demand = StageDemand()
    guard let images = forecast.images else { return demand }
    let frames = images.count * Double(repeats)
    let layout = VideoLayout(
      self.frames, size: self.frames.size(isRendered: images.isRendered), walks: Int(images.tracks),
      height: Int(images.height), width: Int(images.width))
    var pixels = Double(layout.frameWidth) * Double(layout.frameHeight)
    demand.forbid(.stage("size")) { () throws(MediaError) in
      let video = try layout.size.resolved(
        frameWidth: layout.frameWidth, frameHeight: layout.frameHeight, largest: format.format.largestSide)
      pixels = Double(video.width) * Double(video.height)
    }
    demand.memory = forecast.sampling
    // Frames that wait, and those that the encoder looks at.
    demand.memory.append(
      .init("frames on their way", 60 * (pixels * 1.5 + images.tracks * images.bytesEach), .stage("size")))
    if frames > Double(Self.mostFrames) {
      demand.impossible.append(
        (.stage("repeats"), "a video has at most \(Counted.text(Self.mostFrames)) frames"))
    }
    // Of a walk, its speed is not known here.
    let seconds = frames / (framesPerSecond ?? (images.isWalk ? 12 : 2))
    let bytes = amount.mostBytes(format, pixels: frames * pixels, seconds: seconds)
    demand.disk = [.init("the video", ImageBytes.recipe + bytes, .stage("size"))]
    if let perSecond = format.format.soundBytesPerSecond, images.soundSeconds > 0 {
      demand.disk.append(.init("its sound", images.soundSeconds * Double(repeats) * perSecond, .stage("repeats")))
    }
    demand.forbid(.stage("format")) { () throws(MediaError) in
      try format.format.check(hasSound: images.soundSeconds > 0)
    }
    demand.images = frames * images.tracks
    return demand
  }
}
