#if Server && SQLite
  import IsnadDatabase
  import IsnadPage

  /// Places of the archive on a map.
  struct ArchiveMap {
    private let places: [PageMap.Place]
    private let language: PageLanguage

    init(_ places: [MappedPlace], _ language: PageLanguage) {
      self.places = places.map { place in
        PageMap.Place(
          place.name, address: "/people/\(place.id)", latitude: place.latitude, longitude: place.longitude,
          articles: place.documents, isMeant: false)
      }
      self.language = language
    }

    /// - Parameter others: places besides those of the archive, such as the one that the page is about.
    func write(title: String, with others: [PageMap.Place] = [], _ html: inout HTMLWriter) {
      PageMap.write(
        places + others,
        PageMap.Words(
          title: title,
          caption: language(
            "كلما كثرت المقالات كبرت النقطة. اليابسة من Natural Earth (ملك عام)، والإحداثيات من GeoNames (CC BY 4.0).",
            "The more articles, the larger the dot. Land from Natural Earth (public domain), coordinates from GeoNames (CC BY 4.0)."
          ),
          summary: language("الجدول", "Table"), name: language("المكان", "Place"),
          latitude: language("خط العرض", "Latitude"), longitude: language("خط الطول", "Longitude"),
          articles: language("المقالات", "Articles")), &html)
    }
  }
#endif
