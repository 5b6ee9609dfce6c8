export const sortKeys = ['createdAt', 'updatedAt', 'firstName', 'lastName', 'email'] as const
export type SortKey = (typeof sortKeys)[number]

/** Whether it is a time; the others are texts. */
export const isTime = (key: SortKey) => key === 'createdAt' || key === 'updatedAt'

export interface Sorting {
  readonly by: SortKey
  readonly isFalling: boolean
}
