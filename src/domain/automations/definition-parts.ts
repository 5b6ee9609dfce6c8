/** The small shapes of which definitions are made. */
import Type from 'typebox'
import { durationForm } from '../../kernel/duration.ts'

export const closed = { additionalProperties: false }
export const Text = (most: number) => Type.String({ minLength: 1, maxLength: most })
export const OneOf = <const T extends string[]>(...words: T) => Type.Enum(words)

/** ISO 8601: P2D, PT30M. Days and longer are days of a calendar in the tenant's zone. */
export const Duration = Type.String({ pattern: durationForm, maxLength: 40 })
export const SignedDuration = Type.String({ pattern: durationForm.replace('^', '^-?'), maxLength: 41 })
export const TimeOfDay = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' })
export const StepId = Type.String({ pattern: '^[A-Za-z0-9_-]{1,100}$' })
export const Way = Type.Optional(StepId)
/** `tenant`, `contact` (its attribute timeZone, tzName or tzOffset, else the tenant's), or the name of a zone. */
export const Zone = Type.Optional(Text(100))
/** `entry.rating`, `contact.firstName`, `replies.score.value`, `event.items.0.sku`. */
export const Path = Type.String({
  pattern: '^(entry|contact|replies|event)(\\.[^.]{1,100}){1,10}$',
  maxLength: 500,
})
/** The same within a fact: `rating`, `items.0.sku`. */
export const FactPath = Type.String({ pattern: '^[^.]{1,100}(\\.[^.]{1,100}){0,9}$', maxLength: 500 })
export const Uuid = Type.String({ pattern: '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' })

export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const
export const Weekdays = Type.Optional(Type.Array(OneOf(...weekdays), { minItems: 1, maxItems: 7 }))
/** From a time to another one of the same day; 24:00 is its end. */
export const Slot = Type.Object(
  {
    from: TimeOfDay,
    to: Type.String({ pattern: '^(([01]\\d|2[0-3]):[0-5]\\d|24:00)$' }),
    weekdays: Weekdays,
  },
  closed,
)
/** An area: one circle or several around positions, in degrees of WGS 84; the radius is in metres. */
export const Circles = Type.Array(
  Type.Object(
    {
      latitude: Type.Number({ minimum: -90, maximum: 90 }),
      longitude: Type.Number({ minimum: -180, maximum: 180 }),
      radius: Type.Number({ minimum: 1, maximum: 1_000_000 }),
    },
    closed,
  ),
  { minItems: 1, maxItems: 50 },
)
/** What happens to a contact is read node by node: see read-test.ts. */
export const Match = Type.Unknown()

const told: readonly (readonly [object, string])[] = [
  [Duration, 'an ISO 8601 duration, such as P2D or PT30M'],
  [SignedDuration, 'an ISO 8601 duration, such as P2D or -PT30M'],
  [TimeOfDay, 'a time of day, such as 08:30'],
  [StepId, 'an id of up to 100 letters, digits, "_" or "-"'],
  [Path, 'a path that begins with entry, contact, replies or event, such as contact.firstName'],
  [FactPath, 'a path, such as rating or items.0.sku'],
  [Uuid, 'a UUID'],
]
/** What a text must be, by its pattern, for people who do not read patterns. */
export const formWords: ReadonlyMap<unknown, string> = new Map(
  told.map(([shape, words]) => ['pattern' in shape && shape.pattern, words]),
)
