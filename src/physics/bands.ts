/** Wavelength that stands for telecom light, nm: fibre can carry it on from free-space links without a converter. */
export const TELECOM_NM = 1550;
const TELECOM_RANGE_NM = { least: 1260, most: 1675 } as const;
/** A fibre with a higher loss carries no telecom light (at 810 nm it loses about 3 dB/km), and its band is unknown. */
const LARGEST_TELECOM_DB_PER_KM = 1;

/** The band of light, by a representative wavelength, nm: one for all telecom light, the wavelength itself elsewhere. */
export const bandOf = (wavelengthNm: number): number =>
  wavelengthNm >= TELECOM_RANGE_NM.least && wavelengthNm <= TELECOM_RANGE_NM.most ? TELECOM_NM : wavelengthNm;

/** The band of the light in a fibre; null if its loss does not tell. */
export const bandOfFibre = (attenuationDbPerKm: number): number | null =>
  attenuationDbPerKm <= LARGEST_TELECOM_DB_PER_KM ? TELECOM_NM : null;
