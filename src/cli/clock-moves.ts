import { readDuration } from '../domain/accounts/clock-duration.ts'
import { type ClockMove, moveClock } from '../domain/accounts/move-clock.ts'
import type { Clock, TenantClock } from '../kernel/clock.ts'
import { readInstant } from '../kernel/instant.ts'
import { transact } from '../storage/database.ts'
import {
  type Arguments,
  type Command,
  positionals,
  type Report,
  UsageError,
  type Workplace,
} from './command.ts'
import { whenFollowed } from './followed.ts'
import { operator } from './operator.ts'
import { tenantOf, tenantOptionHelp } from './tenant-option.ts'

const tenantOption = { tenant: { type: 'string' } } as const

export const clockFreeze: Command = {
  name: 'clock freeze',
  summary: "Stop a tenant's clock, where it stands or at a moment.",
  usage: '[moment] --tenant <slug>',
  options: tenantOption,
  optionHelp: tenantOptionHelp,
  run: (workplace, args) => {
    const [text, ...rest] = args.positionals
    if (rest.length > 0) throw new UsageError(`Unexpected argument ${rest[0]}.`)
    return move(workplace, args, { kind: 'freeze', at: text === undefined ? undefined : toInstant(text) })
  },
}

export const clockSet: Command = {
  name: 'clock set',
  summary: "Put a tenant's clock to a moment; it stands still or runs as before.",
  usage: '<moment> --tenant <slug>',
  options: tenantOption,
  optionHelp: tenantOptionHelp,
  run: (workplace, args) => {
    const [text = ''] = positionals(args, 'moment')
    return move(workplace, args, { kind: 'set', at: toInstant(text) })
  },
}

export const clockAdvance: Command = {
  name: 'clock advance',
  summary:
    "Move a tenant's clock on, by a duration such as 30d, 2h30m, PT2H or P1M; what falls due on the way happens.",
  usage: '<duration> --tenant <slug>',
  options: tenantOption,
  optionHelp: tenantOptionHelp,
  run: (workplace, args) => {
    const [text = ''] = positionals(args, 'duration')
    const by = readDuration(text)
    if (!by)
      throw new UsageError(`${text} is no duration; write 30d, 2h30m, 90s, or as ISO 8601 has it: PT2H, P1M.`)
    return move(workplace, args, { kind: 'advance', by })
  },
}

export const clockResume: Command = {
  name: 'clock resume',
  summary: "Let a tenant's clock run again from where it stands.",
  usage: '[--real] --tenant <slug>',
  options: { ...tenantOption, real: { type: 'boolean' } },
  optionHelp: { ...tenantOptionHelp, '--real': "Back to the machine's time." },
  run: (workplace, args) => {
    positionals(args)
    return move(workplace, args, { kind: 'resume', toRealTime: args.values.real === true })
  },
}

export const clockShow: Command = {
  name: 'clock show',
  summary: 'Say what time it is for a tenant, and how its clock goes.',
  usage: '--tenant <slug>',
  options: tenantOption,
  optionHelp: tenantOptionHelp,
  async run({ db, clock }, args) {
    positionals(args)
    return report(await tenantOf(db, args), clock)
  },
}

async function move({ db, clock }: Workplace, args: Arguments, what: ClockMove): Promise<Report> {
  const moved = await transact(db, async tx =>
    moveClock(tx, await tenantOf(tx, args), what, operator(), clock.wall()),
  )
  await whenFollowed()
  return report(moved, clock)
}

function report(how: TenantClock, clock: Clock): Report {
  const now = clock.now(how)
  const frozen = how.clockFrozenAt !== null
  const isReal = !frozen && how.clockOffsetMs === 0
  const state = frozen
    ? 'stands still'
    : isReal
      ? "runs with the machine's"
      : `runs, ${apart(how.clockOffsetMs)}`
  return {
    text: `${now.toISOString()}  the clock ${state}`,
    json: { now, frozen, offsetMs: frozen ? now.getTime() - clock.wall().getTime() : how.clockOffsetMs },
  }
}

function apart(ms: number): string {
  const seconds = Math.round(Math.abs(ms) / 1000)
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
  ]
  const words = [
    days && `${days} d`,
    hours && `${hours} h`,
    minutes && `${minutes} min`,
    seconds % 60 && `${seconds % 60} s`,
  ]
  return `${words.filter(Boolean).join(' ') || 'less than a second'} ${ms < 0 ? 'behind' : 'ahead'}`
}

function toInstant(text: string): Date {
  const at = readInstant(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text, 'offset-optional')
  if (!at) throw new UsageError(`${text} is no moment; write 2026-03-01 or 2026-03-01T09:30:00Z.`)
  return at
}
