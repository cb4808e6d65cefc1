#if SQLite
  import Testing

  @testable import IsnadDatabase

  @Suite struct ArchivePlaceTests {
    @Test(arguments: ["2024-02-29", "1999-12-31", "1970-01-01", "1850-01-02", "2100-03-01", "2024-04-01"])
    func days(_ date: String) { #expect(ArchivePlace(date: date + "T10:00:00Z", number: 7).date == date) }

    @Test(arguments: [nil, "", "gestern", "2024-13-01", "2024-1-1", "1700-01-01"])
    func whatIsNoDayIsDayNought(_ date: String?) { #expect(ArchivePlace(date: date, number: 7).date == nil) }

    @Test func theyAscendWithTheDayAndFitADouble() {
      let (one, other) = (
        ArchivePlace(date: "2024-04-01", number: 9), ArchivePlace(date: "2024-04-02", number: 3)
      )
      #expect(one < other)
      #expect(ArchivePlace.beginning(of: "2024-04-02") < other)
      #expect(one < ArchivePlace.beginning(of: "2024-04-02"))
      #expect(ArchivePlace(date: "2199-12-31", number: 1 << 36 - 1).value < 1 << 53)
    }
  }
#endif
