/// The fields of a record of plain form: views into the reader's buffer that hold until it goes on.
///
/// A caller that reads every field of every record gets at them without a call for each.
public struct PlainFields {
  @usableFromInline let text: UnsafePointer<UInt8>
  @usableFromInline let places: UnsafePointer<FieldPlace>

  init(text: UnsafePointer<UInt8>, places: UnsafePointer<FieldPlace>) {
    self.text = text
    self.places = places
  }

  /// The bytes of a field, spaces kept.
  ///
  /// - Parameter index: less than the number of columns of the header.
  @inlinable
  public subscript(index: Int) -> UnsafeBufferPointer<UInt8> {
    let place = places[index]
    return UnsafeBufferPointer(start: text + Int(place.start), count: Int(place.end &- place.start))
  }
}
