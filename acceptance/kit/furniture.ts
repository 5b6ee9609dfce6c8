/** A demo with something on every page of the console: for who takes pictures or looks at all of them. */
import { newBusyAutomation } from './automations.ts'
import type { Console } from './console.ts'
import type { Receiver } from './receiver.ts'
import { until } from './until.ts'

export interface Furniture {
  readonly contactId: string
  readonly webhookId: string
  readonly automationId: string
  readonly segmentId: string
  readonly templateId: string
  readonly campaignId: string
  readonly sendId: string
}

/** Every main page of the console by its name, and its address. A new page gets its line here. */
export function mainPages(made: Furniture): Readonly<Record<string, string>> {
  const { contactId, automationId, segmentId } = made
  const [card, automation] = [`/contacts/${contactId}`, `/automations/${automationId}`]
  return {
    home: '/',
    contacts: '/contacts',
    contact: card,
    import: '/contacts/import',
    interactions: `${card}?tab=interactions`,
    timeline: `${card}?tab=timeline`,
    segments: '/segments',
    segment: `/segments/${segmentId}`,
    'segment-edit': `/segments/${segmentId}?edit=true`,
    schemas: '/schemas',
    schema: '/schemas/product-review',
    'schema-definition': '/schemas/product-review?tab=definition',
    'schema-try': '/schemas/product-review?tab=try',
    'schema-post': '/schemas/product-review?tab=post',
    automations: '/automations',
    automation,
    'automation-runs': `${automation}?tab=runs`,
    'automation-test': `${automation}?tab=test&contact=${contactId}`,
    templates: '/templates',
    template: `/templates/${made.templateId}?contact=${contactId}`,
    campaigns: '/campaigns',
    campaign: `/campaigns/${made.campaignId}`,
    outbox: '/outbox',
    message: `/outbox/${made.sendId}`,
    keys: '/developers/keys',
    requests: '/developers/requests',
    apis: '/developers/apis',
    webhooks: '/webhooks',
    webhook: `/webhooks/${made.webhookId}`,
    events: '/events',
    faults: '/faults',
    clock: '/clock',
    snapshots: '/snapshots',
    settings: '/settings/company',
    people: '/settings/people',
    'contact-types': '/settings/contact-types',
    consents: '/settings/consents',
    channels: '/settings/channels',
    versions: '/settings/versions',
    retention: '/settings/retention',
    audit: '/settings/audit',
  }
}

/** What the demo lacks. The receiver is the web shop that hears by webhook. */
export async function furnish(at: Console, receiver: Receiver): Promise<Furniture> {
  const { contactId } = at.server.demo.sample
  const automationId = await newBusyAutomation(at)
  const webhookId = await tellOfContacts(at, receiver)
  return { contactId, automationId, webhookId, ...(await sendSomething(at)) }
}

const springMjml = `<mjml>
  <mj-body background-color="#f4f4f4">
    <mj-section background-color="#0b6e63">
      <mj-column>
        <mj-text color="#ffffff" font-size="22px">Spring collection</mj-text>
      </mj-column>
    </mj-section>
    <mj-section background-color="#ffffff">
      <mj-column>
        <mj-text font-size="15px">Dear {{ contact.firstName | default: "customer" }},</mj-text>
        <mj-text font-size="15px">scarves, shirts and bags for the first warm days are in the shop.</mj-text>
        <mj-button background-color="#0b6e63" href="https://shop.example/spring">Look at them</mj-button>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>`

/** A template, a campaign that went to everybody, one that is a draft; providers that carry nothing yet. */
async function sendSomething({ ask }: Console) {
  const rule = { kind: 'attribute', name: 'email', is: 'present' }
  const segment = await ask('POST', '/segments', { name: 'Everyone with mail', kind: 'live', rule })
  const template = await ask('POST', '/templates', {
    name: 'Spring collection',
    channel: 'email',
    subject: 'The spring is here, {{ contact.firstName | default: "dear customer" }}',
    mjml: springMjml,
    text: 'Dear {{ contact.firstName | default: "customer" }}, the spring collection is in the shop.',
  })
  const wanted = { kind: 'broadcast', templateId: template.id, segmentId: segment.id }
  const campaign = await ask('POST', '/campaigns', { ...wanted, name: 'Spring collection' })
  await until(
    'the segment is computed',
    async () => (await ask('GET', `/segments/${segment.id}`)).members > 0,
  )
  await ask('POST', `/campaigns/${campaign.id}/start`, {})
  await until(
    'everybody was served',
    async () => (await ask('GET', `/campaigns/${campaign.id}`)).state === 'done',
  )
  await ask('POST', '/campaigns', { ...wanted, name: 'Summer collection' })
  const [send] = (await ask('GET', '/sends?state=sent&limit=1')).items
  return { segmentId: segment.id, templateId: template.id, campaignId: campaign.id, sendId: send.id }
}

/** What developers have beside the demo: webhooks of which one is taken and one is not, a fault rule, a snapshot. */
async function tellOfContacts({ ask, server }: Console, receiver: Receiver): Promise<string> {
  const hears = { eventTypes: ['contact.created', 'contact.updated', 'interaction.created'] }
  const taken = { url: receiver.url, description: 'The web shop' }
  const { id } = await ask('POST', '/webhooks', { ...taken, ...hears })
  const lost = {
    url: 'http://127.0.0.1:9/',
    description: 'The till in Malmö',
    eventTypes: ['contact.updated'],
  }
  await ask('POST', '/webhooks', lost)
  const rule = { requests: { operation: 'createInteraction' }, action: { status: 503 }, probability: 0.1 }
  await ask('POST', '/fault-rules', { id: 'flaky', ...rule })
  for (const city of ['Malmö', 'Lund', 'Ystad', 'Malmö'])
    await ask('PATCH', `/contacts/${server.demo.sample.contactId}`, { attributes: { city } })
  await ask('POST', '/snapshots', { name: 'before-the-tests' })
  await until('the shop heard of it and the till is in trouble', async () => {
    const { items } = await ask('GET', '/webhook-health')
    return items[0].delivered >= 4 && items[1].troubled > 0
  })
  return id
}
