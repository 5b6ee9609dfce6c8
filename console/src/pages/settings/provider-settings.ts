/** Settings of a provider as they are entered, setting by setting. An empty one is absent. */
export type Settings = Readonly<Record<string, unknown>>

export function valueAt(settings: Settings, name: string): unknown {
  const [first = '', inner] = name.split('.')
  const value = own(settings, first)
  return inner === undefined ? value : isObject(value) ? own(value, inner) : undefined
}

export function withValue(settings: Settings, name: string, value: unknown): Settings {
  const [first = '', inner] = name.split('.')
  if (inner === undefined) return put(settings, first, value)
  const before = own(settings, first)
  const within = put(isObject(before) ? before : {}, inner, value)
  return put(settings, first, Object.keys(within).length > 0 ? within : undefined)
}

/** `Authorization: Bearer …`, one a line; what is no header yet is left out. */
export function readPairs(text: string): Settings | undefined {
  const pairs = text.split('\n').flatMap(line => {
    const at = line.indexOf(':')
    const [name, value] = [line.slice(0, at).trim(), line.slice(at + 1).trim()]
    return at > 0 && name !== '' && value !== '' ? [[name, value] as const] : []
  })
  return pairs.length > 0 ? Object.fromEntries(pairs) : undefined
}

export const pairsText = (value: unknown): string =>
  isObject(value)
    ? Object.entries(value)
        .map(([name, text]) => `${name}: ${text}`)
        .join('\n')
    : ''

export function readSettings(text: string): Settings | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

export const settingsText = (settings: object) => JSON.stringify(settings, null, 2)

function put(settings: Settings, name: string, value: unknown): Settings {
  const { [name]: _, ...rest } = settings
  return value === undefined || value === '' ? rest : { ...settings, [name]: value }
}

const own = (settings: Settings, name: string): unknown =>
  Object.hasOwn(settings, name) ? settings[name] : undefined

const isObject = (value: unknown): value is Settings =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
