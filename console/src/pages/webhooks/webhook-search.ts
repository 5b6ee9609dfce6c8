/** Which part of a webhook is looked at, what narrows its deliveries, and which of them is open. */
const tabs = ['deliveries', 'settings', 'secret'] as const
export type Tab = (typeof tabs)[number]
export const states = ['waiting', 'delivered', 'failed'] as const
export type State = (typeof states)[number]

export interface WebhookSearch {
  readonly tab?: Tab
  readonly state?: State
  readonly event?: string
  /** Days in the person's zone, both included: `2027-01-31`. */
  readonly from?: string
  readonly to?: string
  readonly delivery?: string
}

export function readWebhookSearch(given: Record<string, unknown>): WebhookSearch {
  const { tab, state, event, from, to, delivery } = given
  return {
    ...(isOneOf(tabs, tab) && { tab }),
    ...(isOneOf(states, state) && { state }),
    ...(isText(event) && { event }),
    ...(isDay(from) && { from }),
    ...(isDay(to) && { to }),
    ...(isText(delivery) && { delivery }),
  }
}

/** As the API narrows deliveries. */
export function filterOf({ state, event, from, to }: WebhookSearch) {
  return {
    ...(state && { state }),
    ...(event && { eventType: event }),
    ...(from && { from: startOf(from, 0) }),
    ...(to && { until: startOf(to, 1) }),
  }
}

/** The first moment of a day in the person's zone, or of one some days later. */
function startOf(day: string, later: number): string {
  const date = new Date(`${day}T00:00:00`)
  date.setDate(date.getDate() + later)
  return date.toISOString()
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''
const isDay = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value))
const isOneOf = <T extends string>(known: readonly T[], value: unknown): value is T =>
  known.some(each => each === value)
