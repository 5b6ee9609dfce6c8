import { setTimeout as delay } from 'node:timers/promises'

/** Where Parley is now; another process may be there a moment later. */
export interface Place {
  readonly url: string
  readonly voyadoKey: string
  readonly parleyKey: string
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

export interface Reply {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: whoever asks knows what the answer holds.
  readonly body: any
}

/** Calls Parley until it answers, whoever is killed meanwhile. */
export interface Api {
  /** At `/parley/v1`. Throws when the answer is not 2xx, but for the statuses given. */
  parley(method: Method, path: string, body?: object, options?: CallOptions): Promise<Reply>
  /** At `/api/v3`. */
  voyado(method: Method, path: string, body?: object, options?: CallOptions): Promise<Reply>
  /** The figures for operators. */
  metrics(): Promise<string>
}

export interface CallOptions {
  /** An Idempotency-Key: the request may have been carried out before its answer was lost. */
  readonly key?: string
  /** Other answers that are as good, such as 404 when something was deleted before its answer was lost. */
  readonly alsoFine?: readonly number[]
}

const [pauseMs, patienceMs] = [25, 240_000]

export function createApi(place: () => Place): Api {
  async function untilAnswered(method: Method, path: string, headers: object, body?: object): Promise<Reply> {
    const deadline = performance.now() + patienceMs
    for (;;) {
      const reply = await once(method, `${place().url}${path}`, headers, body)
      if (reply && reply.status !== 503) return reply
      if (performance.now() > deadline) throw new Error(`${method} ${path} was not answered.`)
      await delay(pauseMs)
    }
  }

  async function ask(
    method: Method,
    path: string,
    headers: object,
    body?: object,
    { key, alsoFine = [] }: CallOptions = {},
  ) {
    const whole = { ...headers, 'user-agent': 'ParleyCrash/1.0', ...(key && { 'idempotency-key': key }) }
    const reply = await untilAnswered(method, path, whole, body)
    if (reply.status < 300 || alsoFine.includes(reply.status)) return reply
    throw new Error(`${method} ${path} was answered ${reply.status}: ${JSON.stringify(reply.body)}`)
  }

  return {
    parley: (method, path, body, options) =>
      ask(method, `/parley/v1${path}`, { authorization: `Bearer ${place().parleyKey}` }, body, options),
    voyado: (method, path, body, options) =>
      ask(method, `/api/v3${path}`, { apikey: place().voyadoKey }, body, options),
    metrics: async () => (await untilAnswered('GET', '/metrics', {})).body,
  }
}

/** Nothing when the connection broke before the whole answer was here. */
async function once(method: Method, url: string, headers: object, body?: object): Promise<Reply | undefined> {
  try {
    const answer = await fetch(url, {
      method,
      headers: { ...headers, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(20_000),
    })
    const text = await answer.text()
    return { status: answer.status, body: parse(text) }
  } catch {
    return undefined
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
