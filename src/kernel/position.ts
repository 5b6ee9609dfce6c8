/** Positions on the earth, in degrees of WGS 84, and circles around them. */
import { toNumber } from './loose-number.ts'

export interface Position {
  readonly latitude: number
  readonly longitude: number
}

export interface Circle extends Position {
  /** In metres. */
  readonly radius: number
}

/** In metres: the mean radius of the earth, taken for a sphere. Distances are so at most 0.6 % off. */
const earthRadius = 6_371_008.8

/** The position that a value is, also one of numbers that came as text; nothing of what is none. */
export function readPosition(value: unknown): Position | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const latitude = coordinate(value, 'latitude', 90)
  const longitude = coordinate(value, 'longitude', 180)
  return latitude === undefined || longitude === undefined ? undefined : { latitude, longitude }
}

function coordinate(value: object, name: string, most: number): number | undefined {
  const degrees = Object.hasOwn(value, name) ? toNumber((value as Record<string, unknown>)[name]) : undefined
  return degrees !== undefined && Math.abs(degrees) <= most ? degrees : undefined
}

const radians = (degrees: number) => (degrees * Math.PI) / 180

/** In metres, along a great circle; by haversines, which stay exact where positions are close together. */
export function distanceBetween(a: Position, b: Position): number {
  const [north, south] = [radians(a.latitude), radians(b.latitude)]
  const acrossLatitudes = Math.sin((north - south) / 2) ** 2
  const acrossLongitudes = Math.sin(radians(a.longitude - b.longitude) / 2) ** 2
  const haversine = acrossLatitudes + Math.cos(north) * Math.cos(south) * acrossLongitudes
  return 2 * earthRadius * Math.asin(Math.sqrt(Math.min(1, haversine)))
}

/** Whether a position is within at least one of the circles, their edges included. */
export function isWithin(position: Position, circles: readonly Circle[]): boolean {
  return circles.some(
    circle => isNear(position, circle) && distanceBetween(position, circle) <= circle.radius,
  )
}

/** False of most that is too far to the north or south, for next to no cost; a metre is left for rounding. */
const isNear = (position: Position, { latitude, radius }: Circle) =>
  radians(Math.abs(position.latitude - latitude)) * earthRadius <= radius + 1
