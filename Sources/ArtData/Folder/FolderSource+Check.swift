import ArtMedia

extension FolderSource {
  /// Looks for a picture that can be read. Few folders have none among their first files, so this is quick however large
  /// the folder is.
  public func check() throws(DatasetError) {
    var rejected: [RejectedFile] = []
    for picture in try scan().pictures {
      do throws(MediaError) {
        _ = try ImageDecoder().decode(file: Folder.join(path, picture))
        return
      } catch {
        rejected.append(RejectedFile(file: picture, reason: error.reason))
      }
    }
    throw nothingUsable(rejected)
  }

  public func classCount() throws(DatasetError) -> Int? {
    hasLabels ? PictureScan.labels(try scan().pictures)?.names.count ?? 0 : 0
  }
}
