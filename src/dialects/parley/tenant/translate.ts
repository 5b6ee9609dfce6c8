import Type, { type Static } from 'typebox'
import type { ApiKey } from '../../../domain/accounts/api-key.ts'
import type { AuditEntry } from '../../../domain/accounts/list-audit.ts'
import { settingsVersion } from '../../../domain/accounts/settings-patch.ts'
import type { Tenant } from '../../../domain/accounts/tenant.ts'
import { TenantSettings } from '../../../domain/accounts/tenant-settings.ts'

const Time = Type.String({ format: 'date-time' })
const MaybeTime = Type.Union([Time, Type.Null()])

export const TenantModel = Type.Object({
  slug: Type.String(),
  name: Type.String(),
  settings: TenantSettings,
  version: Type.String(),
})

export const KeyModel = Type.Object({
  id: Type.String(),
  dialect: Type.String({ description: 'The API that it opens.' }),
  name: Type.String(),
  scopes: Type.Array(Type.String(), { description: 'Empty: everything.' }),
  ipAllowList: Type.Array(Type.String(), { description: 'Empty: from anywhere.' }),
  expiresAt: MaybeTime,
  revokedAt: MaybeTime,
  createdAt: Time,
  version: Type.Integer(),
})

/** As it is listed. */
export const UsedKeyModel = Type.Object({
  ...KeyModel.properties,
  lastUsedAt: Type.Union([Time, Type.Null()], {
    description: 'When somebody last called with it, refused or not. Counted every few seconds.',
  }),
})

export const KeyWithSecret = Type.Object({
  ...KeyModel.properties,
  secret: Type.String({ description: 'Shown this once.' }),
})

export const AuditModel = Type.Object({
  id: Type.String(),
  at: Time,
  actor: Type.String(),
  action: Type.String(),
  subject: Type.String(),
  details: Type.Object({}, { additionalProperties: true }),
})

export function toWireTenant({ slug, name, settings }: Tenant): Static<typeof TenantModel> {
  return { slug, name, settings, version: settingsVersion(settings) }
}

export function toWireKey(key: ApiKey): Static<typeof KeyModel> {
  const { id, dialect, name, scopes, ipAllowList, expiresAt, revokedAt, createdAt, version } = key
  return {
    id,
    dialect,
    name,
    scopes: [...scopes],
    ipAllowList: [...ipAllowList],
    expiresAt: expiresAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
    version,
  }
}

export const toWireUsedKey = (
  key: ApiKey,
  lastUses: ReadonlyMap<string, Date>,
): Static<typeof UsedKeyModel> => ({
  ...toWireKey(key),
  lastUsedAt: lastUses.get(key.id)?.toISOString() ?? null,
})

export function toWireAudit({ at, details, ...rest }: AuditEntry): Static<typeof AuditModel> {
  return { ...rest, at: at.toISOString(), details: { ...details } }
}
