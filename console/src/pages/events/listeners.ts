/** Which webhooks are told of a fact. */
import type { Answer } from '../../api/ask.ts'

export type Catalogue = Answer<'listEventTypes'>
export type Fact = Catalogue['facts'][number]
export type Webhook = Answer<'listWebhooks'>['items'][number]

/** Those that name an event type which the fact makes; one that names none hears what is the default of its API. */
export function listenersOf(
  { type }: Pick<Fact, 'type'>,
  catalogue: Pick<Catalogue, 'webhooks'> | undefined,
  webhooks: readonly Webhook[],
): Webhook[] {
  return webhooks.filter(({ dialect, eventTypes }) =>
    catalogue?.webhooks
      .find(face => face.dialect === dialect)
      ?.eventTypes.some(
        ({ name, isDefault, facts }) =>
          facts.includes(type) && (eventTypes.length === 0 ? isDefault : eventTypes.includes(name)),
      ),
  )
}
