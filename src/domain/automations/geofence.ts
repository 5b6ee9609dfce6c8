import { type Circle, isWithin, readPosition } from '../../kernel/position.ts'
import { isTold } from '../contacts/told-values.ts'

/** The attribute that holds where a contact is, when a definition names none. */
export const usualAttribute = 'location'

interface Data {
  readonly [name: string]: unknown
}

/**
 * Whether a contact came into an area or went out of it, by what a fact tells of its position before and after. Without a
 * position, or with a broken one, it is outside. The fact alone decides, so it is the same whenever it is read.
 */
export function crossesArea(
  match: Data,
  { type, data }: { readonly type: string; readonly data: Data },
): boolean {
  const { when, circles, attribute = usualAttribute } = match as unknown as Fence
  if (type === 'contact.updated' && !names(data.attributes, attribute)) return false
  const [before, after] = type === 'contact.created' ? [undefined, data.now] : [data.was, data.now]
  const isInside = (told: unknown) => {
    const value = toldOf(told, attribute)
    const position = readPosition(value)
    return position !== undefined && isTold(value) && isWithin(position, circles)
  }
  return when === 'enters' ? isInside(after) && !isInside(before) : isInside(before) && !isInside(after)
}

interface Fence {
  readonly when: 'enters' | 'exits'
  readonly circles: readonly Circle[]
  readonly attribute?: string
}

const names = (attributes: unknown, name: string) => Array.isArray(attributes) && attributes.includes(name)

const toldOf = (told: unknown, name: string): unknown =>
  typeof told === 'object' && told !== null && Object.hasOwn(told, name) ? (told as Data)[name] : undefined
