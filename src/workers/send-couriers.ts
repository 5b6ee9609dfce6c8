import type { Courier, CourierKind, CourierOptions } from '../domain/messaging/courier.ts'
import type { Provider } from '../domain/messaging/provider.ts'

/** Where all couriers stay open, by their provider as it is set up. Those that were not used for long are closed. */
export interface Couriers {
  courierOf(provider: Provider): Courier | undefined
  knowsIds(provider: Provider): boolean
  /** Of the providers, those that were there lately, and then the others. */
  inTurn(providers: readonly Provider[], now: number): Provider[]
  noteAbsent(provider: Provider, now: number): void
  closeIdle(now: number): void
  closeAll(): void
}

const idleMs = 60_000

export function openCouriers(
  kinds: readonly CourierKind[],
  options: CourierOptions & { restMs: number },
): Couriers {
  const open = new Map<string, { courier: Courier; usedAt: number }>()
  const absentUntil = new Map<string, number>()
  const kindOf = (provider: Provider) => kinds.find(({ name }) => name === provider.kind)
  const keyOf = (provider: Provider) => `${provider.id}/${JSON.stringify(provider.settings)}`

  function closeThose(isOver: (usedAt: number) => boolean) {
    for (const [key, { courier, usedAt }] of open) {
      if (!isOver(usedAt)) continue
      courier.close()
      open.delete(key)
    }
  }

  return {
    courierOf(provider) {
      const key = keyOf(provider)
      const found = open.get(key)
      if (found) {
        found.usedAt = performance.now()
        return found.courier
      }
      const courier = kindOf(provider)?.open(provider.settings, provider.concurrency, options)
      if (courier) open.set(key, { courier, usedAt: performance.now() })
      return courier
    },
    knowsIds: provider => kindOf(provider)?.knowsIds(provider.settings) ?? false,
    inTurn(providers, now) {
      const isAbsent = ({ id }: Provider) => (absentUntil.get(id) ?? 0) > now
      return [...providers.filter(each => !isAbsent(each)), ...providers.filter(isAbsent)]
    },
    noteAbsent(provider, now) {
      absentUntil.set(provider.id, now + options.restMs)
    },
    closeIdle(now) {
      closeThose(usedAt => usedAt < now - idleMs)
      for (const [id, until] of absentUntil) if (until < now) absentUntil.delete(id)
    },
    closeAll: () => closeThose(() => true),
  }
}
