import Type from 'typebox'
import { changeSettings } from '../../../domain/accounts/change-settings.ts'
import { productionMarkKept } from '../../../domain/accounts/errors.ts'
import { findTenant } from '../../../domain/accounts/list-accounts.ts'
import { readSettingsPatch, settingsVersion } from '../../../domain/accounts/settings-patch.ts'
import { operation } from '../../../http/operation.ts'
import { lockEvents } from '../../../storage/log/heads.ts'
import { actorOf } from '../actor.ts'
import { etag, ifMatch, requireMatch } from '../etag.ts'
import { TenantModel, toWireTenant } from './translate.ts'

/** A merge patch: what is absent stays, null puts a setting back to its default. */
export const updateTenant = operation({
  method: 'PATCH',
  path: '/tenant',
  name: 'updateTenant',
  summary: 'Change settings of the tenant',
  tag: 'Tenant',
  scope: 'tenant:write',
  headers: Type.Object(ifMatch),
  body: Type.Object(
    { settings: Type.Object({}, { additionalProperties: true }) },
    { additionalProperties: false },
  ),
  replies: { 200: TenantModel },
  errors: ['tenant-settings-invalid', 'production-mark-kept', 'tenant-is-double', 'version-mismatch'],
  async handle({ write, clock, directory, caller, headers, body }) {
    const changes = readSettingsPatch({ ...body.settings })
    const changed = await write(async tx => {
      await lockEvents(tx, [caller.tenant.id]) // of two that change settings the later waits here
      const tenant = await findTenant(tx, caller.tenant.slug)
      requireMatch(headers['if-match'], settingsVersion(tenant.settings))
      if (tenant.settings.production && changes.production === false) throw productionMarkKept(tenant.slug)
      return { ...tenant, settings: await changeSettings(tx, tenant, changes, actorOf(caller), clock.wall()) }
    })
    await directory.refresh()
    const tenant = toWireTenant(changed)
    return { status: 200, body: tenant, headers: etag(tenant.version) }
  },
})
