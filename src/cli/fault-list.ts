import type { FaultAction, RequestPattern } from '../domain/accounts/fault-rule.ts'
import { listFaultRules } from '../domain/accounts/fault-rules.ts'
import { type Command, positionals } from './command.ts'
import { tenantOf, tenantOptionHelp } from './tenant-option.ts'

export const faultList: Command = {
  name: 'fault list',
  summary:
    'List the fault rules of a tenant in the order in which they are asked, and how often they struck.',
  usage: '--tenant <slug>',
  options: { tenant: { type: 'string' } },
  optionHelp: tenantOptionHelp,
  async run({ db }, args) {
    positionals(args)
    const rules = await listFaultRules(db, (await tenantOf(db, args)).id)
    const lines = rules.map(rule => {
      const often = rule.remaining === null ? '' : `, ${rule.remaining} left`
      const share = rule.probability === 1 ? '' : ` with ${rule.probability} (seed ${rule.seed})`
      const what = `${toWords(rule.action)} ${rule.when} ${toPlace(rule.requests)}${share}`
      return `${rule.id.padEnd(24)}${what}: ${rule.struck} of ${rule.fitted} struck${often}`
    })
    return { text: lines.join('\n') || 'There are no fault rules.', json: rules }
  },
}

function toPlace({ method, operation, path }: RequestPattern): string {
  return [method, operation, path].filter(part => part !== undefined).join(' ') || 'any request'
}

function toWords({ latencyMs, status, reset, truncate, throttle }: FaultAction): string {
  const words = [
    latencyMs !== undefined && `wait ${latencyMs} ms`,
    status !== undefined && `answer ${status}`,
    reset && 'break off',
    truncate !== undefined && `cut after ${truncate} bytes`,
    throttle !== undefined && `send ${throttle} bytes/s`,
  ]
  return words.filter(Boolean).join(', ')
}
