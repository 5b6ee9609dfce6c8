import type { Handover, OutgoingMessage } from '../domain/messaging/courier.ts'
import type { Device } from '../domain/messaging/device.ts'

/** How the hand-over to one device ended; `gone` when there is no such device any more. */
export type DeviceHandover = Handover | { readonly kind: 'gone'; readonly detail: string }

/**
 * Hands a message over to all devices of a contact. It was accepted when it was for one of them; what was not for any is
 * the address's fault when all are gone.
 */
export async function handToDevices(
  { devices }: OutgoingMessage,
  deliver: (device: Device) => Promise<DeviceHandover>,
): Promise<Handover> {
  const ends = await Promise.all(devices.map(deliver))
  const goneDevices = devices.filter((_, n) => ends[n]!.kind === 'gone').map(({ id }) => id)
  const first = <K extends DeviceHandover['kind']>(kind: K) =>
    ends.find((end): end is Extract<DeviceHandover, { kind: K }> => end.kind === kind)
  const best = first('accepted') ?? first('unknown') ?? first('unavailable') ?? first('refused')
  if (best) return { ...best, goneDevices }
  const detail = first('gone')?.detail ?? 'there is no device'
  return { kind: 'refused', isAddress: true, detail, goneDevices }
}

/** How a request to a server ended that was sent nothing, or that gave no answer. */
export const toFailure = (error: unknown, wasSent: boolean): Handover => ({
  kind: wasSent ? 'unknown' : 'unavailable',
  detail: ((error as Error).message || String(error)).slice(0, 300),
})
