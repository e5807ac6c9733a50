/// The fields of a record: views into the reader's buffers that hold until it goes on.
///
/// A caller that reads many fields of every record gets at them without a call for each.
public struct RecordFields {
  @usableFromInline let text: UnsafePointer<UInt8>
  @usableFromInline let unquoted: UnsafePointer<UInt8>
  @usableFromInline let places: UnsafePointer<FieldPlace>

  init(
    text: UnsafePointer<UInt8>, unquoted: UnsafePointer<UInt8>, places: UnsafePointer<FieldPlace>
  ) {
    self.text = text
    self.unquoted = unquoted
    self.places = places
  }

  /// The bytes of a field, unquoted, spaces kept.
  ///
  /// - Parameter index: less than the record's number of fields.
  @inlinable
  public subscript(index: Int) -> UnsafeBufferPointer<UInt8> {
    let place = places[index]
    let base = place.isUnquoted ? unquoted : text
    return UnsafeBufferPointer(start: base + Int(place.start), count: Int(place.end &- place.start))
  }
}
