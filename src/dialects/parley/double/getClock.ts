import { operation } from '../../../http/operation.ts'
import { ClockModel, toWireClock } from './translate.ts'

export const getClock = operation({
  method: 'GET',
  path: '/clock',
  name: 'getClock',
  summary: "The tenant's time",
  tag: 'Double',
  scope: 'clock:read',
  isSpared: true,
  replies: { 200: ClockModel },
  async handle({ clock, caller }) {
    return { status: 200, body: toWireClock(caller.tenant, clock) }
  },
})
