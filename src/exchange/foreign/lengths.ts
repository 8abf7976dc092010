/** Kilometres of each unit with which the name of a column or an attribute may end. */
const UNITS_KM = { km: 1, m: 0.001, mi: 1.609344 } as const;
export type LengthUnit = keyof typeof UNITS_KM;
const WORDS: Readonly<Record<LengthUnit, string>> = { km: 'kilometres', m: 'metres', mi: 'miles' };

/** A length as stated; `unit` is null if the file names none. */
export interface StatedLength {
  readonly value: number;
  readonly unit: LengthUnit | null;
}

/** At 0.2 dB/km, one of 10^20 photons crosses such a fibre: nobody intends it. */
const NO_FIBRE_KM = 1000;

/**
 * How to read lengths of fibres in kilometres. Lengths without a unit are kilometres, or metres if even the shortest
 * would be too long for a fibre in kilometres.
 */
export function lengthReader(stated: readonly StatedLength[]): {
  kilometresOf: (length: StatedLength) => number;
  note: string[];
} {
  const bare = stated.filter(({ unit, value }) => unit === null && value > 0).map(({ value }) => value);
  const areMetres = bare.length > 0 && bare.every((value) => value >= NO_FIBRE_KM);
  const units = new Set(stated.flatMap(({ unit }) => unit ?? []));
  return {
    kilometresOf: ({ value, unit }) => value * UNITS_KM[unit ?? (areMetres ? 'm' : 'km')],
    note: [
      ...(bare.length === 0
        ? []
        : areMetres
          ? [
              'Lengths were read as metres: the file names no unit, and none would be shorter than 1,000 km otherwise.',
            ]
          : ['Lengths were read as kilometres, since the file names no unit.']),
      ...[...units].map((unit) => `Lengths were read as ${WORDS[unit]}, as the file says.`),
    ],
  };
}
