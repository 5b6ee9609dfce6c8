/** What the address of a schema says beside which it is. */
export const tabs = ['overview', 'definition', 'try', 'post', 'rejected', 'versions'] as const
export type Tab = (typeof tabs)[number]

export interface SchemaSearch {
  /** Without it: the overview. */
  readonly tab?: Tab
  /** Of the rejected ones: of this reason only, as the groups tell it. */
  readonly field?: string
  readonly detail?: string
}

export function readSchemaSearch({ tab, field, detail }: Record<string, unknown>): SchemaSearch {
  const known = tabs.find(each => each === tab)
  const hasReason = known === 'rejected' && field !== undefined && detail !== undefined
  return {
    ...(known && { tab: known }),
    ...(hasReason && { field: String(field), detail: String(detail) }),
  }
}
