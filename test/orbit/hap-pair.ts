/** A HAP over each of two stations a and b, 20 km up and 0.5° (56 km) apart. */
export const stations = [
  { id: 'a', latitudeDeg: 0, longitudeDeg: 0 },
  { id: 'b', latitudeDeg: 0, longitudeDeg: 0.5 },
];
export const platform = { id: 'h', latitudeDeg: 0, longitudeDeg: 0, altitudeM: 20_000 };
export const second = { ...platform, id: 'i', longitudeDeg: 0.5 };
export const midnight = { slots: 1, slotSeconds: 20, start: '2026-03-20T00:00:00Z' };
export const noon = { ...midnight, start: '2026-03-20T12:00:00Z' };
