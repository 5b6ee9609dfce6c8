import type { Db } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { readContact } from '../contacts/read-contact.ts'
import { readTemplate } from './read-templates.ts'
import { type Rendered, renderTemplate, scopeOf } from './render-template.ts'

/** What stands for the id of a send, where there is none yet. */
const noSend = '00000000-0000-0000-0000-000000000000'

/** What a contact would get, or what is missing for it. Throws `template-not-found`, `contact-not-found`. */
export async function previewTemplate(
  db: Db,
  tenant: Tenant,
  templateId: string,
  { contactId, context }: { contactId: string; context: Readonly<Record<string, unknown>> },
): Promise<Rendered> {
  const template = await readTemplate(db, tenant.id, templateId)
  const contact = await readContact(db, tenant, contactId)
  const message = { id: noSend, unsubscribeUrl: 'https://example.com/unsubscribe' }
  return renderTemplate(template, scopeOf(contact, context, message))
}
