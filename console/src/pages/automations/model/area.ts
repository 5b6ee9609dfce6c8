/** Areas, as the server takes them, and perhaps not yet complete. */
import { plural } from '../../../kit/numbers.tsx'

export interface Circle {
  readonly latitude?: number | undefined
  readonly longitude?: number | undefined
  /** In metres. */
  readonly radius?: number | undefined
}

export const freshCircle: Circle = { radius: 150 }

/** The attribute that holds where a contact is, when none is named. */
export const usualAttribute = 'location'

/** Smaller ones work, and often miss. */
const leastAdvised = 100

export const isNarrow = ({ radius }: Circle) => radius !== undefined && radius < leastAdvised

export const circlesOf = (value: unknown): readonly Circle[] => (Array.isArray(value) ? value : [])

/** An area; 2 areas. */
export function areasInWords(value: unknown): string {
  const count = circlesOf(value).length
  return count === 1 ? 'an area' : plural(count, 'area')
}
