import { toSettings } from '../accounts/tenant-settings.ts'
import type { WebhookTenant } from './face.ts'

/** What a face may know of the tenant of a webhook. The settings are read when they are asked for, which is seldom. */
export const tenantOf = (row: { tenant_id: string; slug: string; settings: unknown }): WebhookTenant => ({
  id: row.tenant_id,
  slug: row.slug,
  get settings() {
    return toSettings(row.settings)
  },
})
