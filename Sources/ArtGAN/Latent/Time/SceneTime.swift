/// Scenes one after the other: each is held for a number of frames, and then a transition leads to the next. All lengths
/// are whole numbers of frames, so every scene is shown exactly.
public struct SceneTime: TimeMap, Hashable {
  /// The frames of a scene.
  public struct Scene: Hashable, Sendable {
    /// Frames in which the scene stands still.
    public var hold: Int
    /// Frames from the end of that to the next scene; 0 for a cut.
    public var transition: Int
    /// How the speed changes in the transition.
    public var easing: Easing

    public init(hold: Int, transition: Int, easing: Easing = .linear) {
      self.hold = hold
      self.transition = transition
      self.easing = easing
    }
  }

  /// The scenes in their order. The last one's transition leads to the first in a closed walk; an open one has none.
  public let scenes: [Scene]
  /// Whether the walk returns to its first scene. Frame ``count`` would be frame 0 again, exactly.
  public let isClosed: Bool
  /// The frame at which each scene is reached; behind them, that at which all is over.
  public let starts: [Int]

  public init(_ scenes: [Scene], isClosed: Bool) {
    self.scenes = scenes
    self.isClosed = isClosed
    var starts = [0]
    for (number, scene) in scenes.enumerated() {
      // The last scene of an open walk is shown once at least.
      let isEnd = !isClosed && number == scenes.count - 1
      starts.append(starts[number] + (isEnd ? max(scene.hold, 1) : scene.hold + scene.transition))
    }
    self.starts = starts
  }

  public var count: Int { starts.last ?? 0 }

  public func place(of frame: Int) -> PathPlace {
    var (low, high) = (0, scenes.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= frame { low = middle } else { high = middle }
    }
    let moved = frame - starts[low] - scenes[low].hold
    // An open walk has no piece behind its last scene: it stands at the end of the one before.
    if !isClosed, low == scenes.count - 1 { return PathPlace(piece: max(low - 1, 0), share: low == 0 ? 0 : 1) }
    guard moved > 0 else { return PathPlace(piece: low, share: 0) }
    return PathPlace(piece: low, share: scenes[low].easing(Double(moved) / Double(scenes[low].transition)))
  }
}

extension SceneTime {
  /// The same frames in all, with those of some transitions shared out again so that each changes at about the same speed:
  /// no other sharing has a lower highest speed, up to a frame.
  ///
  /// - Parameters:
  ///   - lengths: What each transition changes, in any unit.
  ///   - isFixed: Which transitions keep their frames. Cuts do in any case.
  public func sharingFrames(by lengths: [Double], isFixed: [Bool]) -> SceneTime {
    let pieces = isClosed ? scenes.count : scenes.count - 1
    let given = scenes
    let free = (0..<pieces).filter { !isFixed[$0] && given[$0].transition > 0 }
    let total = free.reduce(0) { $0 + given[$1].transition }
    let length = free.reduce(0.0) { $0 + lengths[$1] }
    guard length > 0 else { return self }
    var scenes = given
    for piece in free { scenes[piece].transition = max(1, Int(Double(total) * lengths[piece] / length)) }
    var left = total - free.reduce(0) { $0 + scenes[$1].transition }
    func speed(_ piece: Int, _ frames: Int) -> Double { lengths[piece] / Double(frames) }
    while left > 0, let fastest = free.max(by: { speed($0, scenes[$0].transition) < speed($1, scenes[$1].transition) })
    {
      scenes[fastest].transition += 1
      left -= 1
    }
    // Transitions of hardly any change have got a frame that others lack.
    while left < 0,
      let slowest = free.filter({ scenes[$0].transition > 1 })
        .min(by: { speed($0, scenes[$0].transition - 1) < speed($1, scenes[$1].transition - 1) })
    {
      scenes[slowest].transition -= 1
      left += 1
    }
    return SceneTime(scenes, isClosed: isClosed)
  }
}
