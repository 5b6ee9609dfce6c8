import type { Db } from '../../storage/driver.ts'
import { selectEpochSum, selectEpochs, selectLiveKeys, selectTenantsById } from './accounts.sql.ts'
import { type ApiKey, type KnownOwner, fromRow as keyFromRow, readAllowList } from './api-key.ts'
import { type FaultRule, fromRow as ruleFromRow } from './fault-rule.ts'
import { selectLiveFaultRules } from './fault-rules.sql.ts'
import { fromRow, type Tenant } from './tenant.ts'

export interface KnownKey {
  readonly key: ApiKey
  readonly tenant: Tenant
  /** Null of a key that is nobody's. A key whose owner is gone or disabled is not known. */
  readonly owner: KnownOwner | null
  /** Whether the key may be used from this address. */
  admits(address: string): boolean
}

/**
 * The tenants and their keys in memory, so that no request asks the database who is calling, not even one with a
 * made-up key. Follows changes of this process at once (`refresh`) and of others within half a second.
 */
export interface Directory {
  keyByHash(secretHash: string): KnownKey | undefined
  tenantBySlug(slug: string): Tenant | undefined
  tenantById(id: string): Tenant | undefined
  /** The tenant, when there is one alone: who signs in then need not say to which. */
  onlyTenant(): Tenant | undefined
  /** In the order in which they are asked; nothing for a tenant that has none. */
  faultRulesOf(tenantId: string): readonly FaultRule[] | undefined
  /** Looks whether anything changed, and if so reads anew what did and tells the listeners whose it was. */
  refresh(): Promise<void>
  onChange(listener: (tenantIds: readonly string[]) => void): void
  /** Reads what there is and follows it from then on. Before, it knows nobody. */
  open(): Promise<void>
  stop(): void
}

const followMs = 400

export async function openDirectory(db: Db, onError: (error: unknown) => void): Promise<Directory> {
  const directory = createDirectory(db, onError)
  await directory.open()
  return directory
}

export function createDirectory(db: Db, onError: (error: unknown) => void): Directory {
  let keys = new Map<string, KnownKey>()
  let tenants = new Map<string, Tenant>()
  let tenantsById = new Map<string, Tenant>()
  let faultRules = new Map<string, FaultRule[]>()
  let epochSum = -1
  let epochs = new Map<string, number>()
  let refreshing: Promise<void> | undefined
  let isAskedAgain = false
  let timer: NodeJS.Timeout | undefined
  const listeners: ((tenantIds: readonly string[]) => void)[] = []

  /** One number tells whether anything changed. Then each tenant's tells what is to be read anew. */
  async function readChanges() {
    const sum = await selectEpochSum(db)
    if (sum === epochSum) return
    const now = await selectEpochs(db)
    const changed = [...now.keys()].filter(id => now.get(id) !== epochs.get(id))
    const gone = [...epochs.keys()].filter(id => !now.has(id))
    const tenantRows = await selectTenantsById(db, changed)
    const keyRows = await selectLiveKeys(db, changed)
    const ruleRows = await selectLiveFaultRules(db, changed)
    // From here on nothing waits: nobody sees one part of what changed without the others.
    const isOld = new Set([...changed, ...gone])
    tenantsById = new Map([
      ...[...tenantsById].filter(([id]) => !isOld.has(id)),
      ...tenantRows.map(row => [row.id, fromRow(row)] as const),
    ])
    tenants = new Map([...tenantsById.values()].map(tenant => [tenant.slug, tenant]))
    keys = new Map([...keys].filter(([, { tenant }]) => !isOld.has(tenant.id)))
    for (const row of keyRows) {
      const tenant = tenantsById.get(row.tenant_id)
      const allowList = readAllowList(row.ip_allow_list)
      if (!tenant || 'problem' in allowList) continue
      const key = keyFromRow(row)
      const { owner_name: name, owner_roles: roles } = row
      const owner = key.owner && { ...key.owner, name: name ?? '', roles: roles ?? [] }
      keys.set(row.secret_hash.toString('hex'), { key, tenant, owner, admits: allowList.admits })
    }
    faultRules = new Map([...faultRules].filter(([id]) => !isOld.has(id)))
    for (const row of ruleRows)
      faultRules.set(row.tenant_id, [...(faultRules.get(row.tenant_id) ?? []), ruleFromRow(row)])
    epochs = now
    epochSum = [...now.values()].reduce((total, epoch) => total + epoch, 0)
    for (const listener of listeners) listener([...isOld])
  }

  /** A caller that has just written must not be given a look that began before its write: it gets the next one. */
  async function refresh(): Promise<void> {
    if (refreshing) {
      isAskedAgain = true
      return refreshing
    }
    refreshing = (async () => {
      try {
        do {
          isAskedAgain = false
          await readChanges()
        } while (isAskedAgain)
      } finally {
        refreshing = undefined
      }
    })()
    return refreshing
  }

  return {
    keyByHash: secretHash => keys.get(secretHash),
    tenantBySlug: slug => tenants.get(slug),
    tenantById: id => tenantsById.get(id),
    onlyTenant: () => (tenants.size === 1 ? tenants.values().next().value : undefined),
    faultRulesOf: tenantId => faultRules.get(tenantId),
    refresh,
    onChange: listener => void listeners.push(listener),
    async open() {
      await refresh()
      timer = setInterval(() => refresh().catch(onError), followMs)
      timer.unref()
    },
    stop: () => clearInterval(timer),
  }
}
