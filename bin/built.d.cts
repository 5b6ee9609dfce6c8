export function ensureBuilt(folder: string, wanted: string, build: (aside: string) => boolean): boolean
