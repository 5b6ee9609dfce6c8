/**
 * The variables, as they are named in the environment, that say who we are to the object store. Handed in by whoever
 * reads the environment.
 */
export interface S3Credentials {
  readonly AWS_ACCESS_KEY_ID?: string | undefined
  readonly AWS_SECRET_ACCESS_KEY?: string | undefined
  readonly AWS_SESSION_TOKEN?: string | undefined
  readonly AWS_REGION?: string | undefined
  readonly AWS_ENDPOINT_URL?: string | undefined
}

export interface S3Location {
  readonly bucket: string
  /** In front of every key: empty, or ends in a slash. */
  readonly prefix: string
  readonly region: string
  /** The bucket's own URL, without a slash at the end. */
  readonly bucketUrl: string
  readonly timeoutMs: number
  readonly describe: string
}

const parameters = new Set(['endpoint', 'region', 'pathStyle', 'timeoutMs'])
const bucketForm = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/
const prefixForm = /^([A-Za-z0-9_-][A-Za-z0-9._-]*\/)*$/
const form =
  's3://bucket/optional/prefix?endpoint=https://host&region=eu-north-1&pathStyle=true&timeoutMs=15000'

/**
 * Reads `s3://bucket/optional/prefix?endpoint=…&region=…&pathStyle=…&timeoutMs=…`; what the URL leaves out comes from the
 * environment. No message repeats the URL or a value from it: someone may have put a secret there.
 */
export function parseS3Location(location: string, environment: S3Credentials): S3Location {
  const url = URL.canParse(location) ? new URL(location) : undefined
  if (!url?.href.startsWith('s3://')) throw malformed('it is not a URL')
  if (url.username || url.password) throw malformed('credentials belong in the environment, not in it')
  if (url.port || url.hash) throw malformed('a port or a fragment does not belong in it')
  for (const name of url.searchParams.keys()) {
    if (!parameters.has(name)) throw malformed(`it has no parameter of the name ${JSON.stringify(name)}`)
  }

  const bucket = url.hostname
  if (!bucketForm.test(bucket) || bucket.includes('..'))
    throw malformed('its bucket is not the name of a bucket')
  const path = url.pathname.replace(/^\//, '').replace(/\/$/, '')
  const prefix = path ? `${path}/` : ''
  if (!prefixForm.test(prefix) || prefix.includes('..')) {
    throw malformed('its prefix may have only letters, digits, ".", "_", "-" and "/"')
  }

  const endpoint = parseEndpoint(url.searchParams.get('endpoint') || environment.AWS_ENDPOINT_URL)
  const region = parseRegion(url.searchParams.get('region') || environment.AWS_REGION, endpoint)
  const pathStyle =
    parseStyle(url.searchParams.get('pathStyle')) ?? (endpoint !== undefined || bucket.includes('.'))
  const timeoutMs = parseTimeout(url.searchParams.get('timeoutMs'))
  const host =
    endpoint ?? new URL(`https://s3.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`)
  return {
    bucket,
    prefix,
    region,
    timeoutMs,
    bucketUrl: pathStyle ? `${bare(host)}/${bucket}` : bare(host).replace('://', `://${bucket}.`),
    describe: `The bucket s3://${bucket}/${prefix} at ${bare(host)}, region ${region}`,
  }
}

function malformed(reason: string) {
  return new Error(`The S3 location is malformed: ${reason}. Its form is ${form}`)
}

function bare(url: URL) {
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`
}

function parseEndpoint(text: string | undefined) {
  if (!text) return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:')
    throw malformed('its endpoint is not an http(s) URL')
  if (url.username || url.password)
    throw malformed('credentials belong in the environment, not in its endpoint')
  if (url.search || url.hash) throw malformed('its endpoint may have no query and no fragment')
  return url
}

/** Servers other than Amazon's mostly do not care, and those who do not care are used to this one. */
function parseRegion(text: string | undefined, endpoint: URL | undefined) {
  if (!text && !endpoint) throw malformed('without an endpoint it needs a region (or set AWS_REGION)')
  const region = text || 'us-east-1'
  if (!/^[A-Za-z0-9-]{1,64}$/.test(region)) throw malformed('its region is not the name of a region')
  return region
}

function parseStyle(text: string | null) {
  if (text === null) return undefined
  if (text === 'true') return true
  if (text === 'false') return false
  throw malformed('its pathStyle is neither true nor false')
}

function parseTimeout(text: string | null) {
  if (text === null) return 15_000
  const milliseconds = Number(text)
  if (/^\d{1,7}$/.test(text) && milliseconds >= 1) return milliseconds
  throw malformed('its timeoutMs is not a number of milliseconds')
}
