import Mustache
import Templates

/// The parsed page templates.
enum PageTemplates {
  static func library() throws -> MustacheLibrary {
    // The engine keeps content types by name for the whole process; naming one again changes nothing.
    MustacheContentTypes.register(InertContentType(), named: InertContentType.name)
    var library = MustacheLibrary()
    for template in Template.all where template != Template.style {
      try library.register(template.text, named: template.name)
    }
    return library
  }
}

/// The values of one template: texts are escaped where they stand, markup is inserted as it is.
///
/// A template can only insert names that end in `Markup` unescaped, and only `Markup` gets such a name.
struct TemplateValues: MustacheParent {
  private var values: [String: Any] = [:]

  mutating func set(_ name: String, _ text: String) { values[name] = text }
  mutating func set(_ name: String, _ phrase: Phrase) { values[name] = phrase.plainText }
  mutating func set(_ name: String, markup: Markup) { values[name + "Markup"] = markup }
  mutating func set(_ name: String, if condition: Bool) { values[name] = condition }
  mutating func set(_ name: String, _ list: [TemplateValues]) { values[name] = list }
  mutating func set(_ name: String, _ part: TemplateValues) { values[name] = part }

  func child(named name: String) -> Any? { values[name] }
}
