import { geoCircle, geoClipCircle, geoGraticule10, geoOrthographic, geoPath } from 'd3-geo';
import type { GeoJsonObject } from 'geojson';
import { type Camera, scaleOf, type Viewport, viewAngleDeg } from '../model/camera.ts';
import { placeOf, type Vector } from '../model/place.ts';
import type { Brush } from './brush.ts';
import type { Ink } from './ink.ts';

const RADIANS = Math.PI / 180;
const graticule = geoGraticule10();

/** Sea, land, graticule and night. Slow in comparison: keep the picture as long as the view stands still. */
export function paintGlobe(
  context: Brush,
  camera: Camera,
  viewport: Viewport,
  land: GeoJsonObject | null,
  sun: Vector | null,
  ink: Ink,
): void {
  const scale = scaleOf(camera, viewport);
  const [cx, cy] = [viewport.width / 2, viewport.height / 2];
  const angleDeg = Math.min(90, viewAngleDeg(camera, viewport) * 1.05);
  const projection = geoOrthographic()
    .rotate([-camera.longitudeDeg, -camera.latitudeDeg])
    .translate([cx, cy])
    .scale(scale)
    // Deep in, finer curves than the map holds would only cost time.
    .precision(scale > 3000 ? 0 : 0.6)
    .preclip(geoClipCircle((angleDeg - 1e-6) * RADIANS));
  const draw = geoPath(projection, context);
  const fill = (shape: GeoJsonObject, style: string) => {
    context.beginPath();
    draw(shape as never);
    context.fillStyle = style;
    context.fill();
  };

  context.beginPath();
  context.arc(cx, cy, scale, 0, 2 * Math.PI);
  context.fillStyle = ink.sea;
  context.fill();
  if (land) {
    fill(land, ink.land);
    context.lineWidth = 0.7;
    context.strokeStyle = ink.coast;
    context.stroke();
  }
  if (angleDeg > 3) {
    context.beginPath();
    draw(graticule);
    context.lineWidth = 0.6;
    context.strokeStyle = ink.graticule;
    context.stroke();
  }
  if (sun) paintNight(sun, fill, ink);
  if (angleDeg === 90) {
    context.beginPath();
    context.arc(cx, cy, scale, 0, 2 * Math.PI);
    context.lineWidth = 1;
    context.strokeStyle = ink.limb;
    context.stroke();
  }
}

/** The side away from the Sun, and again where the Sun stands below −12°, when telescopes open. */
function paintNight(sun: Vector, fill: (shape: GeoJsonObject, style: string) => void, ink: Ink): void {
  const { longitudeDeg, latitudeDeg } = placeOf([-sun[0], -sun[1], -sun[2]]);
  for (const radius of [90, 78]) {
    fill(geoCircle().center([longitudeDeg, latitudeDeg]).radius(radius).precision(3)(), ink.night);
  }
}
