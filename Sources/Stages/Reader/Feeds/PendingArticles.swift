#if HTTP
  import Isnad

  /// Entries of a feed whose pages are being fetched. They go on together and in their order, when each has its page or
  /// will have none.
  struct PendingArticles {
    private let entries: [FeedEntries.Entry]
    private var pages: [Int: Record] = [:]
    private var missing: Int

    init(_ entries: [FeedEntries.Entry]) {
      self.entries = entries
      missing = entries.count
    }

    subscript(number: Int) -> FeedEntries.Entry? { entries.indices.contains(number) ? entries[number] : nil }

    /// Notes that an entry has its page, or will have none: its own text stands for it then.
    /// - Returns: all entries, with what there is of pages, when none is missing.
    mutating func note(_ page: Record?, of number: Int) -> [FeedEntries.Entry]? {
      pages[number] = page
      missing -= 1
      guard missing == 0 else { return nil }
      return entries.enumerated().map { number, entry in
        FeedEntries.Entry(
          record: pages[number] ?? entry.record, id: entry.id, content: entry.content, url: entry.url)
      }
    }
  }
#endif
