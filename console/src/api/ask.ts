/**
 * The one way to the server: `ask('getContact', { params: { contactId } })`. Names, inputs and answers are those of
 * /parley/v1, generated. A refusal is thrown as a `Problem`.
 *
 * When the session is over, the call waits until the person has signed in again, and is then made anew: nobody loses
 * what they typed.
 */
import { signInAgain } from '../session/sign-in-again.ts'
import { type Operations, places } from './operations.generated.ts'
import { Problem } from './problem.ts'

export type Name = keyof Operations
export type Answer<N extends Name> = Operations[N]['answer']
/** What an operation takes, but for its answer; `headers` only where something is changed with `if-match`. */
export type Input<N extends Name> = Omit<Operations[N], 'answer' | 'headers'> & {
  headers?: Record<string, string>
}
/** The input may be left out where all of it may. */
export type Given<N extends Name> =
  Record<never, never> extends Input<N> ? [input?: Input<N>] : [input: Input<N>]

interface Parts {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export const base = '/parley/v1'

export function ask<N extends Name>(name: N, ...[input]: Given<N>): Promise<Answer<N>> {
  return askWith(name, input, undefined)
}

/** The same, and it can be given up. */
export async function askWith<N extends Name>(
  name: N,
  input: Input<N> | undefined,
  signal: AbortSignal | undefined,
): Promise<Answer<N>> {
  try {
    return await send(name, input ?? {}, signal)
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'unauthorized') throw error
    await signInAgain()
    return send(name, input ?? {}, signal)
  }
}

async function send(name: Name, input: Parts, signal: AbortSignal | undefined) {
  const { method, path } = addressOf(name, input)
  const answer = await callServer(method, path, input.body, input.headers, signal)
  // biome-ignore lint/suspicious/noExplicitAny: the operation's shape is what the server's tests hold it to.
  return (await readAnswer(answer)) as any
}

/** Where an operation is, for links and for the code samples that people copy. */
export function addressOf(name: Name, { params = {}, query = {} }: Parts): { method: string; path: string } {
  const [method = '', pattern = ''] = places[name].split(' ')
  const path = pattern.replaceAll(/\{(\w+)\}/g, (_, part) => encodeURIComponent(params[part] ?? ''))
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  const search = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString()
  return { method, path: `${base}${path}${search && `?${search}`}` }
}

export async function callServer(
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
  signal?: AbortSignal,
): Promise<Response> {
  const init: RequestInit = {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  }
  try {
    return await fetch(path, init)
  } catch (error) {
    if (signal?.aborted) throw error
    throw Problem.ofNetwork()
  }
}

export async function readAnswer(answer: Response): Promise<unknown> {
  const text = await answer.text().catch(error => {
    throw error instanceof DOMException && error.name === 'AbortError' ? error : Problem.ofNetwork()
  })
  const body = text === '' ? undefined : parse(text)
  if (!answer.ok) throw Problem.ofAnswer(answer, body)
  return body
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
