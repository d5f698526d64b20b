/// The first points of a seed, as a collection that holds none of them: each is made when it is asked for.
public struct LatentPoints: RandomAccessCollection, Hashable, Sendable {
  public let space: LatentSpace
  public let seed: UInt64
  public let count: Int

  init(space: LatentSpace, seed: UInt64, count: Int) {
    self.space = space
    self.seed = seed
    self.count = count
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { count }

  public subscript(index: Int) -> [Float] {
    space.point(seed: seed, index: UInt64(index))
  }
}
