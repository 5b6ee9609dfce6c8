import Type, { type Static } from 'typebox'
import { type ApiKey, type KeyOwner, ownerKinds } from '../../../domain/accounts/api-key.ts'
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
  owner: Type.Union(
    [
      Type.Object({
        kind: Type.Unsafe<KeyOwner['kind']>(Type.Union(ownerKinds.map(kind => Type.Literal(kind)))),
        id: Type.String(),
        name: Type.Union([Type.String(), Type.Null()], {
          description: 'An e-mail address, or the name of a service account; null when the owner is gone.',
        }),
      }),
      Type.Null(),
    ],
    { description: 'The key may do no more than its owner, and nothing without them. Null: nobody’s.' },
  ),
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

/** `names` are of owners, by their id. */
export function toWireKey(key: ApiKey, names: ReadonlyMap<string, string>): Static<typeof KeyModel> {
  const { owner, id, dialect, name, scopes, ipAllowList, expiresAt, revokedAt, createdAt, version } = key
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
    owner: owner && { ...owner, name: names.get(owner.id) ?? null },
  }
}

export const toWireUsedKey = (
  key: ApiKey,
  names: ReadonlyMap<string, string>,
  lastUses: ReadonlyMap<string, Date>,
): Static<typeof UsedKeyModel> => ({
  ...toWireKey(key, names),
  lastUsedAt: lastUses.get(key.id)?.toISOString() ?? null,
})

export function toWireAudit({ at, details, ...rest }: AuditEntry): Static<typeof AuditModel> {
  return { ...rest, at: at.toISOString(), details: { ...details } }
}
