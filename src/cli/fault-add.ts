import { readDuration } from '../domain/accounts/clock-duration.ts'
import type { FaultAction, FaultRule } from '../domain/accounts/fault-rule.ts'
import { addFaultRule } from '../domain/accounts/fault-rules.ts'
import { newId } from '../kernel/ids.ts'
import { transact } from '../storage/database.ts'
import { type Arguments, type Command, positionals, textOption, UsageError } from './command.ts'
import { whenFollowed } from './followed.ts'
import { operator } from './operator.ts'
import { tenantOf, tenantOptionHelp } from './tenant-option.ts'

export const faultAdd: Command = {
  name: 'fault add',
  summary: 'Have requests of a tenant fail, wait, break off or be answered slowly.',
  usage: '--tenant <slug> (--status | --latency | --reset | --truncate | --throttle) [options]',
  options: {
    tenant: { type: 'string' },
    id: { type: 'string' },
    operation: { type: 'string' },
    path: { type: 'string' },
    method: { type: 'string' },
    status: { type: 'string' },
    'error-code': { type: 'string' },
    body: { type: 'string' },
    latency: { type: 'string' },
    reset: { type: 'boolean' },
    truncate: { type: 'string' },
    throttle: { type: 'string' },
    when: { type: 'string' },
    probability: { type: 'string' },
    seed: { type: 'string' },
    times: { type: 'string' },
  },
  optionHelp: {
    ...tenantOptionHelp,
    '--id <id>': 'Its name, told in the header Parley-Fault. Without it: one is made.',
    '--operation <name>':
      "Only this operation, by the vendor's name; a star at the end: those that begin so.",
    '--path <pattern>': 'Only these paths below /api/v3: a star is one segment, two at the end are any rest.',
    '--method <method>': 'Only this method.',
    '--status <code>': 'Answer with this status, 400 to 599, for example 504: RequestTimeOut.',
    '--error-code <code>': 'The errorCode in that answer.',
    '--body <json>': 'Another body for that answer.',
    '--latency <duration>': 'Wait, at most 5 minutes: 250ms, 30s. Alone, or before one of the others.',
    '--reset': 'Break the connection off without an answer.',
    '--truncate <bytes>': 'Send so much of the body and close the connection.',
    '--throttle <bytes>': 'Send so much of the body in a second.',
    '--when <before|after>':
      'Before the operation (nothing is written) or after it is done. Without it: before, where that is possible.',
    '--probability <0..1>': 'Of the requests that fit. Without it: 1.',
    '--seed <text>': 'The same seed strikes the same requests in their order. Without it: parley.',
    '--times <n>': 'How often it strikes. Without it: always.',
  },
  async run({ db, clock }, args) {
    positionals(args)
    const rule = toRule(args)
    await transact(db, async tx => addFaultRule(tx, await tenantOf(tx, args), rule, operator(), clock.wall()))
    await whenFollowed()
    return { text: `Added fault rule ${rule.id}.`, json: rule }
  },
}

function toRule(args: Arguments): FaultRule {
  const action = toAction(args)
  const isLate = action.truncate !== undefined || action.throttle !== undefined
  const when = textOption(args, 'when') ?? (isLate ? 'after' : 'before')
  if (when !== 'before' && when !== 'after') throw new UsageError('--when is before or after.')
  const [operation, path, method] = ['operation', 'path', 'method'].map(name => textOption(args, name))
  return {
    id: textOption(args, 'id') ?? `fault-${newId().slice(-8)}`,
    requests: {
      ...(operation !== undefined && { operation }),
      ...(path !== undefined && { path }),
      ...(method !== undefined && { method: method.toUpperCase() }),
    },
    when,
    action,
    seed: textOption(args, 'seed') ?? 'parley',
    probability: numberOption(args, 'probability') ?? 1,
    remaining: numberOption(args, 'times') ?? null,
  }
}

function toAction(args: Arguments): FaultAction {
  const [status, truncate, throttle] = ['status', 'truncate', 'throttle'].map(name =>
    numberOption(args, name),
  )
  const [errorCode, body, latency] = ['error-code', 'body', 'latency'].map(name => textOption(args, name))
  return {
    ...(latency !== undefined && { latencyMs: toMs(latency) }),
    ...(status !== undefined && { status }),
    ...(errorCode !== undefined && { errorCode }),
    ...(body !== undefined && { body: toJson(body) }),
    ...(args.values.reset === true && { reset: true }),
    ...(truncate !== undefined && { truncate }),
    ...(throttle !== undefined && { throttle }),
  }
}

function numberOption(args: Arguments, name: string): number | undefined {
  const text = textOption(args, name)
  if (text === undefined) return undefined
  if (!/^\d{1,12}(\.\d{1,12})?$/.test(text)) throw new UsageError(`--${name} is a number, not ${text}.`)
  return Number(text)
}

function toMs(text: string): number {
  const duration = readDuration(text)
  if (!duration || duration.months > 0)
    throw new UsageError(`--latency is a time such as 250ms or 30s, not ${text}.`)
  return duration.ms
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new UsageError('--body is JSON.')
  }
}
