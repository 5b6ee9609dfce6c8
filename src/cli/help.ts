import { type VariableName, variables } from '../config.ts'
import type { Command } from './command.ts'

export const startOptions = {
  demo: { type: 'boolean' },
  role: { type: 'string' },
} as const

const shared = { '--json': 'Answer as JSON.', '--help': 'Show this.' }

export function overview(commands: readonly Command[]): string {
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(20)}${summary}`)
  const environment = (Object.keys(variables) as VariableName[]).map(name => `  ${name}`)
  return [
    'parley, a customer engagement server',
    '',
    'Usage: parley <command> [options]',
    '',
    `  ${'start'.padEnd(20)}Serve until stopped.`,
    ...lines,
    '',
    'Each command has --help and --json. Configured by these variables (docs/configuration.md):',
    ...environment,
  ].join('\n')
}

export function commandHelp({ name, summary, usage, optionHelp }: Command): string {
  return page(`parley ${name} ${usage}`.trim(), summary, { ...optionHelp, ...shared })
}

export function startHelp(): string {
  return page('parley start [options]', 'Serve until stopped (Ctrl-C, SIGTERM).', {
    '--demo': 'On the first start, make the tenant acme with schemas, contacts and interactions to try.',
    '--role <role>': 'api, worker, or all of it (the default).',
    '--help': 'Show this.',
  })
}

function page(usage: string, summary: string, options: Readonly<Record<string, string>>): string {
  const width = Math.max(...Object.keys(options).map(name => name.length)) + 2
  return [
    summary,
    '',
    `Usage: ${usage}`,
    '',
    ...Object.entries(options).map(([name, text]) => `  ${name.padEnd(width)}${text}`),
  ].join('\n')
}
