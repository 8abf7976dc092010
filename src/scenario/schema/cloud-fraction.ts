/** For stations that state none: the mean over the Earth's land. */
export const DEFAULT_CLOUD_FRACTION = 0.31;
