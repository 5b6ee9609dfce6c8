/**
 * An invitation is a link with which a person sets their password, once: the first one, or another when they forgot it.
 */
import { newToken } from './session.ts'

const lastsMs = 7 * 24 * 3_600_000

export function newInvitation(tenantId: string, wall: Date) {
  return { ...newToken(tenantId), endsAt: new Date(wall.getTime() + lastsMs) }
}
