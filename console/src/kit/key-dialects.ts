/** The APIs that a key can open, by their names for people. */
export const dialects = [
  { value: 'parley', label: 'Parley' },
  { value: 'voyado', label: 'Voyado' },
  { value: 'webengage', label: 'WebEngage' },
] as const
export type KeyDialect = (typeof dialects)[number]['value']

export const dialectLabel = (dialect: string) =>
  dialects.find(({ value }) => value === dialect)?.label ?? dialect
