import { createHash } from 'node:crypto'
import { Value } from 'typebox/value'
import type { Fault } from '../../kernel/domain-error.ts'
import { settingsInvalid } from './errors.ts'
import { TenantSettings } from './tenant-settings.ts'

/**
 * Reads a merge patch of settings: null puts one back to its default. Throws `tenant-settings-invalid` with a fault for
 * each that is unknown or has a wrong value.
 */
export function readSettingsPatch(patch: Readonly<Record<string, unknown>>): Partial<TenantSettings> {
  const defaults = new Map(Object.entries(Value.Create(TenantSettings)))
  const shapes = new Map(Object.entries(TenantSettings.properties))
  const faults: Fault[] = []
  const entries = Object.entries(patch).map(([name, value]) => {
    const shape = shapes.get(name)
    if (!shape) faults.push({ field: `/settings/${name.slice(0, 100)}`, message: 'is no setting' })
    else if (value !== null && !Value.Check(shape, value))
      faults.push({ field: `/settings/${name}`, message: 'has a value that the setting cannot have' })
    return [name, value === null ? defaults.get(name) : value]
  })
  if (faults.length > 0) throw settingsInvalid(faults)
  return Object.fromEntries(entries)
}

/** Another one after each change, the same for the same settings. */
export function settingsVersion(settings: TenantSettings): string {
  const sorted = Object.entries(settings).sort(([one], [other]) => (one < other ? -1 : 1))
  return createHash('sha256').update(JSON.stringify(sorted)).digest('base64url').slice(0, 16)
}
