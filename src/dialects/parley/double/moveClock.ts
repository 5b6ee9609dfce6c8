import Type, { type Static } from 'typebox'
import { type ClockMove, moveClock as move } from '../../../domain/accounts/move-clock.ts'
import { operation } from '../../../http/operation.ts'
import { inputInvalid } from '../../../kernel/domain-error.ts'
import { actorOf } from '../actor.ts'
import { readTime } from '../span.ts'
import { By, readBy } from './move.ts'
import { ClockModel, toWireClock } from './translate.ts'

const At = Type.String({ description: 'An ISO 8601 date-time.' })

const Move = Type.Object(
  {
    move: Type.Union([
      Type.Literal('freeze'),
      Type.Literal('set'),
      Type.Literal('advance'),
      Type.Literal('resume'),
    ]),
    at: Type.Optional(At),
    by: Type.Optional(By),
    toRealTime: Type.Optional(Type.Boolean({ description: 'To resume with the time of the machine.' })),
  },
  { additionalProperties: false },
)

/** Freezes the clock, sets it, advances it or lets it run again. What falls due on the way is done at once. */
export const moveClock = operation({
  method: 'POST',
  path: '/clock',
  name: 'moveClock',
  summary: "Move the tenant's clock",
  tag: 'Double',
  scope: 'clock:write',
  isSpared: true,
  body: Move,
  replies: { 200: ClockModel },
  errors: ['tenant-is-production', 'account-input-invalid', 'input-invalid'],
  async handle({ write, clock, directory, caller, body }) {
    const wanted = toMove(body)
    const moved = await write(tx => move(tx, caller.tenant, wanted, actorOf(caller), clock.wall()))
    await directory.refresh()
    return { status: 200, body: toWireClock(moved, clock) }
  },
})

/** Throws `input-invalid`. */
function toMove({ move: kind, at, by, toRealTime = false }: Static<typeof Move>): ClockMove {
  const moment = readTime('/at', at)
  if (kind === 'freeze') return { kind, at: moment }
  if (kind === 'resume') return { kind, toRealTime }
  if (kind === 'set') {
    if (!moment) throw inputInvalid([{ field: '/at', message: 'is required' }])
    return { kind, at: moment }
  }
  return readBy('/by', by)
}
