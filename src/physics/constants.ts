/** Speed of light in vacuum, m/s (exact). */
export const SPEED_OF_LIGHT_M_PER_S = 299_792_458;

/** Planck's constant, J·s (exact). */
export const PLANCK_J_S = 6.626_070_15e-34;

/** Radius of the spherical Earth of the closed forms, km. Stations and orbits use WGS84. */
export const EARTH_RADIUS_KM = 6371;

export const RADIANS_PER_DEGREE = Math.PI / 180;
