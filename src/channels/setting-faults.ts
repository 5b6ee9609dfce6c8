import type { ProviderSettings } from '../domain/messaging/courier.ts'
import type { Fault } from '../kernel/domain-error.ts'

/** What a setting must be, and the end of the sentence "must be …". */
export interface SettingRule {
  readonly isNeeded?: boolean
  readonly words: string
  fits(value: unknown): boolean
}

/** What is wrong with settings: each must fit its rule, and there are no others. */
export function settingFaults(
  settings: ProviderSettings,
  rules: Readonly<Record<string, SettingRule>>,
): Fault[] {
  const unknown = Object.keys(settings).filter(name => !Object.hasOwn(rules, name))
  const wrong = Object.entries(rules).filter(([name, { isNeeded, fits }]) => {
    const value = settingOf(settings, name)
    return value === undefined ? isNeeded === true : !fits(value)
  })
  return [
    ...unknown.map(name => ({ field: `settings.${name.slice(0, 100)}`, message: 'is not known' })),
    ...wrong.map(([name, { words }]) => ({ field: `settings.${name}`, message: `must be ${words}` })),
  ]
}

/** A setting, or undefined when it is absent or null. */
export function settingOf(settings: ProviderSettings, name: string): unknown {
  return Object.hasOwn(settings, name) ? (settings[name] ?? undefined) : undefined
}

export const isTextUpTo = (longest: number) => (value: unknown) =>
  typeof value === 'string' && value !== '' && value.length <= longest && !/[\r\n]/.test(value)

export const isHttpUrl = (value: unknown) =>
  isTextUpTo(2000)(value) && URL.canParse(value as string) && /^https?:\/\//i.test(value as string)

export const isPort = (value: unknown) =>
  Number.isInteger(value) && (value as number) > 0 && (value as number) < 65_536
