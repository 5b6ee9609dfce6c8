import { parseArgs } from 'node:util'
import { ConfigError, readEnv, toConfig } from '../config.ts'
import { DomainError } from '../kernel/domain-error.ts'
import { FolderInUse } from '../storage/embedded/folder-lock.ts'
import { MigrationRefused } from '../storage/migrate.ts'
import { isUnavailable } from '../storage/unavailable.ts'
import { type Arguments, type Command, positionals, type Report, UsageError } from './command.ts'
import { commandHelp, overview, startHelp, startOptions } from './help.ts'
import { start } from './start.ts'
import { atWorkplace } from './workplace.ts'

type Env = Readonly<Record<string, string | undefined>>

/** Runs one command and answers the exit code: 0 done, 1 not done, 2 called in the wrong way. */
export async function runCli(argv: readonly string[], env: Env): Promise<number> {
  try {
    return await dispatch(argv, env)
  } catch (error) {
    if (error instanceof UsageError) return complain(`${error.message} See: parley --help`, 2)
    if (isForeseen(error)) return complain(error.message, 1)
    if (lacksTables(error)) return complain('The database has no tables of Parley yet: parley migrate', 1)
    throw error
  }
}

async function dispatch(argv: readonly string[], env: Env): Promise<number> {
  const [first = '--help', second = ''] = argv
  if (first === 'start') return startCommand(argv.slice(1), env) // which is in a hurry, so nothing else is read yet
  const { commands } = await import('./commands.ts')
  if (first === '--help' || first === '-h' || first === 'help') return say(overview(commands))

  const words = commands.some(command => command.name === first) ? 1 : 2
  const command = commands.find(({ name }) => name === (words === 1 ? first : `${first} ${second}`))
  if (!command) throw new UsageError(`There is no command ${[first, second].join(' ').trim()}.`)
  return runCommand(command, argv.slice(words), env)
}

async function startCommand(argv: readonly string[], env: Env): Promise<number> {
  const args = parse(argv, startOptions)
  const { values } = args
  if (values.help) return say(startHelp())
  positionals(args)
  const role = values.role ?? 'all'
  if (role !== 'all' && role !== 'api' && role !== 'worker')
    throw new UsageError('--role is api, worker or all.')
  const isDemo = values.demo === true
  return start(toConfig(readEnv(env)), { isDemo, role: { api: role !== 'worker', worker: role !== 'api' } })
}

async function runCommand(command: Command, argv: readonly string[], env: Env): Promise<number> {
  const args = parse(argv, command.options)
  if (args.values.help) return say(commandHelp(command))
  const config = toConfig(readEnv(env))

  let report: Report
  try {
    report = await atWorkplace(config, workplace => command.run(workplace, args))
  } catch (error) {
    if (!(error instanceof FolderInUse)) throw error
    // A running server holds the embedded database: it runs the command for us.
    const { askRunningServer } = await import('./control-socket.ts')
    report = await askRunningServer(config.dataFolder, { command: command.name, args })
  }
  say(args.values.json ? JSON.stringify(report.json, null, 2) : report.text)
  return report.exitCode ?? 0
}

function parse(argv: readonly string[], options: Command['options']): Arguments {
  const all = { ...options, help: { type: 'boolean', short: 'h' }, json: { type: 'boolean' } } as const
  try {
    return parseArgs({ args: [...argv], options: all, allowPositionals: true })
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split('. ')[0]}.`)
  }
}

function isForeseen(error: unknown): error is Error {
  const isOurs = [DomainError, ConfigError, FolderInUse, MigrationRefused].some(kind => error instanceof kind)
  if (isOurs || isUnavailable(error)) return true
  return ['EADDRINUSE', 'EADDRNOTAVAIL', 'EACCES', 'ENOENT'].includes(
    (error as { code?: string })?.code ?? '',
  )
}

function lacksTables(error: unknown): boolean {
  return (error as { code?: string })?.code === '42P01'
}

function say(text: string): number {
  console.log(text)
  return 0
}

function complain(message: string, exitCode: number): number {
  console.error(`parley: ${message}`)
  return exitCode
}
