/** What receivers, floor and Parley have in common. */
import { voyadoFace } from '../../src/dialects/voyado/webhooks/face.ts'
import { toSettings } from '../../src/domain/accounts/tenant-settings.ts'

const bench = { id: '0197b8a0-0000-7000-8000-000000000001', slug: 'bench', settings: toSettings({}) }

/** Signs in the bench only. */
export const benchSecret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`

export const sampleContactId = '0197b8a0-0000-7000-8000-00000000c0de'

/** The data of the nth fact. */
export const factData = (n: number) => ({ attributes: ['firstName', 'lastName', 'city'], n })

/** The body that Parley makes of such a fact. */
export function sampleBody(messageId: string): string {
  const payload = { contactId: sampleContactId, attributes: ['firstName', 'lastName', 'city'] }
  return voyadoFace.envelope({ eventType: 'contact.updated', payload }, messageId, bench, 'json')
}
