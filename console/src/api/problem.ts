/** One thing that is wrong with what was sent. */
export interface Fault {
  readonly pointer?: string
  readonly field?: string
  readonly detail: string
}

interface Details {
  readonly status: number
  readonly code: string
  readonly title: string
  readonly detail: string
  readonly errors?: readonly Fault[]
  readonly data?: Readonly<Record<string, unknown>>
  readonly retryAfterSeconds?: number | undefined
}

/** How the server said no (RFC 9457), or that it was not reached. */
export class Problem extends Error {
  override name = 'Problem'
  readonly status: number
  /** Never changes: `contact-not-found`. */
  readonly code: string
  readonly title: string
  readonly faults: readonly Fault[]
  readonly data: Readonly<Record<string, unknown>>
  readonly retryAfterSeconds: number | undefined

  constructor({ status, code, title, detail, errors = [], data = {}, retryAfterSeconds }: Details) {
    super(detail)
    this.status = status
    this.code = code
    this.title = title
    this.faults = errors
    this.data = data
    this.retryAfterSeconds = retryAfterSeconds
  }

  static ofAnswer({ status, headers }: Response, body: unknown): Problem {
    const { type = '', title, detail, errors, data } = (body ?? {}) as Partial<Details> & { type?: string }
    const after = Number(headers.get('retry-after'))
    return new Problem({
      status,
      code: type.split('/').at(-1) || 'unexpected',
      title: title ?? `The server answered ${status}`,
      detail: detail ?? 'It said nothing more.',
      ...(errors && { errors }),
      ...(data && { data }),
      ...(after > 0 && { retryAfterSeconds: after }),
    })
  }

  static ofNetwork(): Problem {
    return new Problem({
      status: 0,
      code: 'not-reached',
      title: 'The server was not reached',
      detail: 'Check your connection. What you entered is still here.',
    })
  }
}

export const isProblem = (error: unknown, code: string): error is Problem =>
  error instanceof Problem && error.code === code

/** What is wrong with one field, by its name or by the pointer to it. */
export function faultOf(error: unknown, field: string): string | undefined {
  if (!(error instanceof Problem)) return undefined
  const pointer = field.startsWith('/') ? field : `/${field}`
  return error.faults.find(each => each.pointer === pointer || each.field === field)?.detail
}
