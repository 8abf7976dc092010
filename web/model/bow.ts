interface Point {
  readonly x: number;
  readonly y: number;
}

/** The curve itself rises half as far, and stays within the margins of the view. */
const MOST_RISE = 72;

/** Control point of the quadratic curve that bows out from a line by a share of its length, vertically. */
export function controlPoint(from: Point, to: Point, bow: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const rise = Math.max(-MOST_RISE, Math.min(MOST_RISE, 2 * bow * length));
  return { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 + rise };
}

/** A point of that curve, `share` of the way along. */
export function bowedPoint(from: Point, to: Point, bow: number, share: number): Point {
  const control = controlPoint(from, to, bow);
  const [a, b, c] = [(1 - share) ** 2, 2 * share * (1 - share), share ** 2];
  return {
    x: a * from.x + b * control.x + c * to.x,
    y: a * from.y + b * control.y + c * to.y,
  };
}
