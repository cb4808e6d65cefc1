"""Writes land.txt, the land of the map on the archive's pages, out of Natural Earth's countries at 1:110 million.

They are public domain (https://www.naturalearthdata.com), and came by way of geopandas 0.14.4 (BSD-3-Clause), which
carries them. In a virtual environment:

    pip install shapely==2.2.0 pyshp==3.1.6
    pip download --no-deps geopandas==0.14.4 && unzip geopandas-*.whl 'geopandas/datasets/naturalearth_lowres/*'
    python land.py geopandas/datasets/naturalearth_lowres/naturalearth_lowres.shp > land.txt

It is the data of an SVG path. A unit is a tenth of a degree, to the east of 180 degrees west and to the south of 84 north.
"""

import sys

import shapefile
from shapely import unary_union
from shapely.geometry import Polygon, box, shape

NORTH, SOUTH, WEST = 84, -81, -180
# Countries whose borders do not meet to the last digit have slivers of sea between them.
SEAM = 0.03
# In square degrees: an island that is no larger is a dot.
LEAST = 0.15


def tenths(ring):
    points = [(round((x - WEST) * 10), round((NORTH - y) * 10)) for x, y in ring.coords[:-1]]
    return [point for place, point in enumerate(points) if point != points[place - 1]]


def path(ring):
    points = tenths(ring)
    text = "M{} {}l".format(*points[0])
    steps = (f"{x - a} {y - b}" for (a, b), (x, y) in zip(points, points[1:]))
    return text + " ".join(steps).replace(" -", "-") + "z"


def main():
    countries = [shape(record.__geo_interface__).buffer(SEAM, join_style="mitre") for record in shapefile.Reader(sys.argv[1]).shapes()]
    land = unary_union(countries).buffer(-SEAM, join_style="mitre").simplify(0.04).intersection(box(-180, SOUTH, 180, NORTH))
    for part in sorted(land.geoms, key=lambda part: -part.area):
        if part.area >= LEAST:
            print("".join(path(ring) for ring in [part.exterior, *part.interiors] if Polygon(ring).area >= LEAST))


if __name__ == "__main__":
    main()
