import type { GeoJsonObject } from 'geojson';
import { feature } from 'topojson-client';
import type { Topology as Topojson } from 'topojson-specification';

/** Coastlines of the world, Natural Earth 1:110 million. */
export type Atlas = GeoJsonObject;

let loading: Promise<Atlas> | null = null;

export function loadAtlas(): Promise<Atlas> {
  loading ??= import('world-atlas/land-110m.json', { with: { type: 'json' } }).then(({ default: world }) => {
    const topojson = world as unknown as Topojson;
    return feature(topojson, topojson.objects.land!) as Atlas;
  });
  return loading;
}
