/** What the address of a contact says beside whose it is. */
export const tabs = [
  'overview',
  'timeline',
  'interactions',
  'messages',
  'purchases',
  'surveys',
  'automations',
  'changes',
  'data',
] as const
export type Tab = (typeof tabs)[number]

export interface ContactSearch {
  /** Without it: the overview. */
  readonly tab?: Tab
  /** Of the interactions: of this schema only. */
  readonly schema?: string
  /** Of the timeline: only these nouns, with commas. */
  readonly kinds?: string
}

export function readContactSearch({ tab, schema, kinds }: Record<string, unknown>): ContactSearch {
  const known = tabs.find(each => each === tab)
  return {
    ...(known && known !== 'overview' && { tab: known }),
    ...(schema !== undefined && schema !== '' && { schema: String(schema) }),
    ...(typeof kinds === 'string' && kinds !== '' && { kinds }),
  }
}
