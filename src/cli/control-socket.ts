/**
 * While a server has the embedded database open no other process can. Commands are then run by the server itself: a
 * command sends its name and arguments over a socket in the data folder, which only the folder's owner can reach.
 *
 * One line of JSON each way: `{ command, args }` and `{ report }` or `{ problem }`.
 */

import { hash } from 'node:crypto'
import { chmodSync, rmSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DomainError } from '../kernel/domain-error.ts'
import { type Arguments, type Report, UsageError, type Workplace } from './command.ts'
import { commands } from './commands.ts'

interface Question {
  readonly command: string
  readonly args: Arguments
}

const longestQuestion = 64 * 1024

/** Answers commands until closed. */
export async function listenForCommands(
  dataFolder: string,
  workplace: Workplace,
): Promise<{ close(): void }> {
  const path = socketPath(dataFolder)
  rmSync(path, { force: true }) // left by a killed process; the folder's lock is ours
  const open = new Set<Socket>()
  const server = createServer({ allowHalfOpen: true }, socket => {
    open.add(socket)
    socket.on('error', () => {}).once('close', () => open.delete(socket))
    readLine(socket)
      .then(line => answer(workplace, JSON.parse(line)))
      .catch(error => ({ problem: String((error as Error).message) }))
      .then(reply => socket.end(`${JSON.stringify(reply)}\n`, () => socket.destroy()))
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(path, resolve))
  if (process.platform !== 'win32') chmodSync(path, 0o600)
  return {
    close() {
      server.close()
      for (const socket of open) socket.destroy()
    },
  }
}

/** Has the running server do a command. */
export async function askRunningServer(dataFolder: string, question: Question): Promise<Report> {
  const socket = connect(socketPath(dataFolder))
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject)).catch(
    () => {
      throw failed('The data folder is in use by a process that takes no commands. Try again in a moment.')
    },
  )
  socket.write(`${JSON.stringify(question)}\n`)
  const line = await readLine(socket)
  socket.end()
  if (line === '') throw failed('The server stopped before it had done the command.')
  const { report, problem, isUsage } = JSON.parse(line)
  if (report) return report
  throw isUsage ? new UsageError(problem) : failed(problem)
}

const failed = (problem: string) => new DomainError('command-failed', problem, {})

async function answer(workplace: Workplace, { command, args }: Question) {
  const found = commands.find(({ name }) => name === command)
  if (!found) return { problem: `There is no command ${command}.` }
  try {
    return { report: await found.run(workplace, args) }
  } catch (error) {
    return { problem: (error as Error).message, isUsage: error instanceof UsageError }
  }
}

async function readLine(socket: Socket): Promise<string> {
  let text = ''
  for await (const chunk of socket.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    text += chunk
    if (text.includes('\n')) break
    if (text.length > longestQuestion) throw new Error('The question is too long.')
  }
  return text
}

/** Paths of sockets are limited to some hundred bytes: one that is too long for the folder goes to the temp folder. */
function socketPath(dataFolder: string): string {
  if (process.platform === 'win32') return `\\\\.\\pipe\\parley-${hash('sha256', dataFolder).slice(0, 16)}`
  const path = join(dataFolder, 'control.sock')
  return path.length < 100 ? path : join(tmpdir(), `parley-${hash('sha256', dataFolder).slice(0, 16)}.sock`)
}
