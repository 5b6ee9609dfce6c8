/**
 * Arrays as one parameter. The driver would quote each element on its own, and the database take that apart and read
 * each text: for a hundred rows that takes longer than storing them. So they go in the form that the database sends
 * itself: the type of the elements, how many there are, and each with its length before it.
 */

/** For `unnest($1::uuid[])`. */
export function uuidArray(ids: readonly (string | null)[]): Buffer {
  const array = beginArray(elementTypes.uuid, ids.length, 16)
  let at = headLength
  for (const id of ids) {
    if (id === null) {
      array.writeInt32BE(1, flagsAt)
      at = array.writeInt32BE(-1, at)
    } else {
      at = writeUuid(array, id, array.writeInt32BE(16, at))
    }
  }
  return array.subarray(0, at)
}

/** For `unnest($1::timestamptz[])`. */
export function instantArray(instants: readonly Date[]): Buffer {
  const array = beginArray(elementTypes.timestamptz, instants.length, 8)
  let at = headLength
  for (const instant of instants) {
    const microseconds = BigInt(instant.getTime() - year2000) * 1000n
    at = array.writeBigInt64BE(microseconds, array.writeInt32BE(8, at))
  }
  return array
}

/** For `unnest($1::smallint[])`: the numbers from 0. */
export function placeArray(length: number): Buffer {
  const array = beginArray(elementTypes.smallint, length, 2)
  let at = headLength
  for (let place = 0; place < length; place++) at = array.writeInt16BE(place, array.writeInt32BE(2, at))
  return array
}

/** For `jsonb_array_elements($1::jsonb)`, of JSON texts, none of which is SQL's null. */
export const jsonArray = (texts: readonly string[]) => `[${texts.join(',')}]`

/** Their numbers in `pg_type`, which never change. */
const elementTypes = { smallint: 21, timestamptz: 1184, uuid: 2950 }
/** Dimensions, flags, type, length, and the number of the first. */
const headLength = 20
const flagsAt = 4
const year2000 = Date.UTC(2000)

function beginArray(elementType: number, length: number, bytesOfElement: number): Buffer {
  const array = Buffer.allocUnsafe(headLength + length * (4 + bytesOfElement))
  array.writeInt32BE(1, 0)
  array.writeInt32BE(0, flagsAt)
  array.writeInt32BE(elementType, 8)
  array.writeInt32BE(length, 12)
  array.writeInt32BE(1, 16)
  return array
}

/**
 * Answers where the next byte goes. Throws for what is no UUID. Each interaction has three: Buffer's own reading of hex
 * takes three times as long.
 */
function writeUuid(bytes: Buffer, id: string, start: number): number {
  let at = start
  for (let index = 0; index < id.length; index += 2) {
    if (id.charCodeAt(index) === hyphen) index++
    const high = hexDigits[id.charCodeAt(index)] ?? noDigit
    const low = hexDigits[id.charCodeAt(index + 1)] ?? noDigit
    if (high === noDigit || low === noDigit) throw new TypeError(`${id} is no UUID`)
    bytes[at++] = (high << 4) | low
  }
  if (at - start !== 16) throw new TypeError(`${id} is no UUID`)
  return at
}

const hyphen = 45
const noDigit = 255
/** What each character is worth, by its code. */
const hexDigits = new Uint8Array(128).fill(noDigit)
for (const digits of ['0123456789abcdef', '0123456789ABCDEF']) {
  for (let value = 0; value < 16; value++) hexDigits[digits.charCodeAt(value)] = value
}
