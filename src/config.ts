import { isIP } from 'node:net'
import { resolve } from 'node:path'

/**
 * Every variable that configures Parley, declared once: what it is for, its default, how it is read. `.env.example` and
 * `docs/configuration.md` are generated from this.
 */
export interface Variable<T> {
  readonly default: string
  readonly about: string
  readonly example?: string
  /** Throws an Error that completes the sentence "NAME …". */
  read(text: string): T
}

const wrong = (sentence: string) => new Error(sentence)

/** Without saying what is wrong with it: the address of a database holds a password. */
function isReadable(address: string): boolean {
  try {
    const { username, password } = new URL(address)
    decodeURIComponent(`${username}:${password}`)
    return true
  } catch {
    return false
  }
}

/** Proxies to trust. Not everyone (`/0`): whom a proxy speaks for would then be anybody's word. */
function isProxy(entry: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(entry)) return true
  const [address = '', bits, ...rest] = entry.split('/')
  const family = isIP(address)
  if (family === 0 || address.includes('%') || rest.length > 0) return false
  return bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= (family === 6 ? 128 : 32))
}

const optional = (value: string) => (value === '' ? undefined : value)

function oneOf<const Choice extends string>(...choices: Choice[]) {
  return (value: string): Choice => {
    if (!choices.includes(value as Choice))
      throw wrong(`must be one of ${choices.join(', ')}, not "${value}"`)
    return value as Choice
  }
}

function wholeNumber(value: string): number {
  if (!/^[1-9]\d{0,8}$/.test(value)) throw wrong(`must be a whole number from 1 on, not "${value}"`)
  return Number(value)
}

export const variables = {
  PARLEY_HOST: {
    default: '127.0.0.1',
    about: 'The address to listen on. 0.0.0.0 or :: for every network.',
    read(value): string {
      if (isIP(value) === 0 && value !== 'localhost')
        throw wrong(`must be an IP address or localhost, not "${value}"`)
      return value
    },
  },
  PARLEY_PORT: {
    default: '8080',
    about: 'The port to listen on. 0 takes any free one.',
    read(value): number {
      const port = Number(value)
      if (!/^\d{1,5}$/.test(value) || port > 65_535)
        throw wrong(`must be a port number from 0 to 65535, not "${value}"`)
      return port
    },
  },
  PARLEY_DATA: {
    default: './data',
    about: 'The folder for the embedded database, for bodies as received, and for demo.json.',
    read: (value): string => resolve(value),
  },
  DATABASE_URL: {
    default: '',
    about: 'A PostgreSQL server, version 15 or later, to use instead of the embedded database.',
    example: 'postgres://parley:secret@db.internal:5432/parley',
    read(value): string | undefined {
      if (value === '') return undefined
      if (!/^postgres(ql)?:\/\/./.test(value)) throw wrong('must begin with postgres://')
      if (!isReadable(value))
        throw wrong('is not an address that can be read: a special character in a password is written as %XX')
      return value
    },
  },
  PARLEY_BLOBS: {
    default: '',
    about:
      'Where bodies as received are kept: a folder, or s3://bucket/prefix?endpoint=…&region=… (credentials from the usual AWS_ variables). Without it: blobs in PARLEY_DATA.',
    example: 's3://engagement/parley?region=eu-north-1',
    read: optional,
  },
  PARLEY_PUBLIC_URL: {
    default: '',
    about: 'The address clients are told in links. Without it: the one each request was sent to.',
    example: 'https://engage.example.com',
    read(value): string | undefined {
      if (value === '') return undefined
      const url = URL.canParse(value) ? new URL(value) : undefined
      if (!url || !/^https?:\/\//i.test(value) || url.search !== '' || url.hash !== '')
        throw wrong(`must be an http or https address, not "${value}"`)
      return value.replace(/\/+$/, '')
    },
  },
  PARLEY_TRUST_PROXY: {
    default: '',
    about:
      'The proxies whose X-Forwarded-For and X-Forwarded-Proto are believed: a comma-separated list of addresses and CIDR blocks, or loopback, linklocal, uniquelocal. Without it: none.',
    example: 'loopback, 10.0.0.0/8',
    read(value): string[] | false {
      const entries = value
        .split(',')
        .map(entry => entry.trim())
        .filter(entry => entry !== '')
      const stranger = entries.find(entry => !isProxy(entry))
      if (stranger !== undefined)
        throw wrong(
          `has "${stranger}", which is not an address, a CIDR block, loopback, linklocal or uniquelocal`,
        )
      return entries.length > 0 && entries
    },
  },
  PARLEY_TLS_CERT: {
    default: '',
    about:
      'A PEM file with the certificate chain, to serve HTTPS directly (TLS 1.2 or later). Needs PARLEY_TLS_KEY.',
    read: optional,
  },
  PARLEY_TLS_KEY: {
    default: '',
    about: 'A PEM file with the private key of PARLEY_TLS_CERT.',
    read: optional,
  },
  PARLEY_LOG_LEVEL: {
    default: 'info',
    about: 'How much to log: fatal, error, warn, info, debug (a line for each request) or silent.',
    read: oneOf('fatal', 'error', 'warn', 'info', 'debug', 'silent'),
  },
  PARLEY_WEBHOOKS_PRIVATE: {
    default: 'refuse',
    about:
      'refuse, or allow to let webhooks, and push to what browsers gave, reach private, loopback and other addresses that are not public: for trying things out, and where all tenants are trusted.',
    read: oneOf('refuse', 'allow'),
  },
  PARLEY_PROVIDERS_PRIVATE: {
    default: 'refuse',
    about:
      'refuse, or allow to let providers of messages, such as a mail server, be on private, loopback and other addresses that are not public.',
    read: oneOf('refuse', 'allow'),
  },
  PARLEY_LATE_SECONDS: {
    default: '60',
    about:
      'What has been due for longer in the background is late: facts for a consumer, runs, sends, deliveries. /health/ready and `parley doctor` say so.',
    read: wholeNumber,
  },
  PARLEY_SLOW_SEGMENT_MS: {
    default: '20',
    about:
      'A segment is slow when checking one contact takes longer on the average; it is told of as what is late.',
    read: wholeNumber,
  },
  PARLEY_RATE_LIMITS: {
    default: 'on',
    about: 'on, or off for benchmarks.',
    read: oneOf('on', 'off'),
  },
} satisfies Record<string, Variable<unknown>>

export type VariableName = keyof typeof variables
type Values = { readonly [Name in VariableName]: ReturnType<(typeof variables)[Name]['read']> }

export class ConfigError extends Error {
  override name = 'ConfigError'
}

export interface Config {
  readonly host: string
  readonly port: number
  readonly dataFolder: string
  readonly databaseUrl: string | undefined
  /** A folder or an s3:// address. */
  readonly blobs: string
  readonly publicUrl: string | undefined
  readonly trustProxy: string[] | false
  readonly tls: { readonly cert: string; readonly key: string } | undefined
  readonly logLevel: string
  readonly rateLimits: boolean
  /** Whether webhooks may lead into private networks. */
  readonly privateWebhooks: boolean
  /** Whether providers of messages may be in private networks. */
  readonly privateProviders: boolean
  /** From when on work in the background counts as late. */
  readonly thresholds: { readonly lateSeconds: number; readonly slowSegmentMs: number }
}

export function readEnv(env: Readonly<Record<string, string | undefined>>): Values {
  const entries = Object.entries(variables).map(([name, variable]) => {
    try {
      return [name, variable.read((env[name] ?? variable.default).trim() || variable.default)]
    } catch (error) {
      throw new ConfigError(`${name} ${(error as Error).message}.`)
    }
  })
  return Object.fromEntries(entries)
}

export function toConfig(values: Values): Config {
  const { PARLEY_TLS_CERT: cert, PARLEY_TLS_KEY: key, PARLEY_DATA: dataFolder } = values
  if (cert !== undefined && key === undefined)
    throw new ConfigError('PARLEY_TLS_KEY is missing: PARLEY_TLS_CERT is set.')
  if (key !== undefined && cert === undefined)
    throw new ConfigError('PARLEY_TLS_CERT is missing: PARLEY_TLS_KEY is set.')
  return {
    host: values.PARLEY_HOST,
    port: values.PARLEY_PORT,
    dataFolder,
    databaseUrl: values.DATABASE_URL,
    blobs: values.PARLEY_BLOBS ?? resolve(dataFolder, 'blobs'),
    publicUrl: values.PARLEY_PUBLIC_URL,
    trustProxy: values.PARLEY_TRUST_PROXY,
    tls: cert !== undefined && key !== undefined ? { cert, key } : undefined,
    logLevel: values.PARLEY_LOG_LEVEL,
    rateLimits: values.PARLEY_RATE_LIMITS === 'on',
    privateWebhooks: values.PARLEY_WEBHOOKS_PRIVATE === 'allow',
    privateProviders: values.PARLEY_PROVIDERS_PRIVATE === 'allow',
    thresholds: {
      lateSeconds: values.PARLEY_LATE_SECONDS,
      slowSegmentMs: values.PARLEY_SLOW_SEGMENT_MS,
    },
  }
}
