/** Texts that a scenario may name, by file name: TLE and OMM files opened together with it. */
export type Companions = Readonly<Record<string, string>>;

export const baseName = (path: string): string => path.split(/[/\\]/).at(-1)!;
