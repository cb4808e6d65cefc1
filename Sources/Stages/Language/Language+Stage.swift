import Isnad
import IsnadArabic
import SystemPackage

extension Language {
  /// The tables for a stage: those of the program, with those that the pipeline lays over them.
  /// - Throws: ``Diagnostics`` with all that is wrong in the pipeline's own tables.
  static func of(_ context: StageContext) throws -> Language {
    let standard = try embedded.get()
    guard !context.language.isEmpty else { return standard }
    let (rows, problems) = LanguageTable.rows(of: context.language, at: context.place)
    let found = problems + LanguageCheck(rows).problems
    guard !found.contains(where: { $0.severity == .error }) else { throw Diagnostics(found) }
    return standard.adding(rows.map(\.entry))
  }
}
