/**
 * Makes the pictures of the console in docs/screens: `node bin/run.cjs scripts/screens.ts`. Light, dark and on a phone, of
 * a server of its own with the demo. Each page has its line here. With names of pages only theirs are made anew.
 */
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { newBusyAutomation } from '../acceptance/kit/automations.ts'
import { type Console, openConsole, settled, showScheme } from '../acceptance/kit/console.ts'
import { type Receiver, startReceiver } from '../acceptance/kit/receiver.ts'
import { until } from '../acceptance/kit/until.ts'

const root = new URL('../', import.meta.url).pathname
const folder = join(root, 'docs/screens')
const wide = { viewport: { width: 1280, height: 800 } }
const phone = { viewport: { width: 390, height: 780 }, deviceScaleFactor: 2 }

/** What the demo lacks: a template, and a campaign that went to everybody. */
async function sendSomething({ ask }: Console) {
  const rule = { kind: 'attribute', name: 'email', is: 'present' }
  const segment = await ask('POST', '/segments', { name: 'Everyone with mail', kind: 'live', rule })
  const template = await ask('POST', '/templates', {
    name: 'Spring collection',
    channel: 'email',
    subject: 'The spring is here, {{ contact.firstName | default: "dear customer" }}',
    mjml: `<mjml>
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
</mjml>`,
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
  return { template: template.id, campaign: campaign.id, send: send.id }
}

const pages = (
  at: Console,
  webhookId: string,
  automationId: string,
  made: Awaited<ReturnType<typeof sendSomething>>,
): Readonly<Record<string, string>> => {
  const { contactId } = at.server.demo.sample
  const card = `/contacts/${contactId}`
  return {
    home: '/',
    contacts: '/contacts',
    contact: card,
    import: '/contacts/import',
    interactions: `${card}?tab=interactions`,
    timeline: `${card}?tab=timeline`,
    settings: '/settings/company',
    people: '/settings/people',
    consents: '/settings/consents',
    channels: '/settings/channels',
    audit: '/settings/audit',
    automations: '/automations',
    automation: `/automations/${automationId}`,
    'automation-runs': `/automations/${automationId}?tab=runs`,
    'automation-test': `/automations/${automationId}?tab=test&contact=${contactId}`,
    templates: '/templates',
    template: `/templates/${made.template}?contact=${contactId}`,
    campaigns: '/campaigns',
    campaign: `/campaigns/${made.campaign}`,
    outbox: '/outbox',
    message: `/outbox/${made.send}`,
    schemas: '/schemas',
    schema: '/schemas/product-review',
    'schema-definition': '/schemas/product-review?tab=definition',
    'schema-try': '/schemas/product-review?tab=try',
    'schema-post': '/schemas/product-review?tab=post',
    webhooks: '/webhooks',
    webhook: `/webhooks/${webhookId}`,
    events: '/events',
    faults: '/faults',
    clock: '/clock',
    snapshots: '/snapshots',
    apis: '/developers/apis',
  }
}

/** What developers have beside the demo: webhooks of which one is taken and one is not, a fault rule, a snapshot. */
async function furnish({ ask, server }: Console, receiver: Receiver): Promise<string> {
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
  for (;;) {
    const { items } = await ask('GET', '/webhook-health')
    if (items[0].delivered >= 4 && items[1].troubled > 0) return id
  }
}

async function take(page: Page, name: string) {
  await settled(page)
  await page.waitForTimeout(400) // charts are drawn after their data has come
  await page.screenshot({ path: join(folder, `${name}.png`) })
  console.log(`docs/screens/${name}.png`)
}

const chosen = process.argv.slice(2)
const at = await openConsole({ PARLEY_WEBHOOKS_PRIVATE: 'allow' })
const receiver = await startReceiver()
try {
  if (chosen.length === 0) rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const automationId = await newBusyAutomation(at)
  const webhookId = await furnish(at, receiver)
  const made = await sendSomething(at)
  const [onDesk, inHand] = [await at.signIn(undefined, wide), await at.signIn(undefined, phone)]
  for (const [name, path] of Object.entries(pages(at, webhookId, automationId, made))) {
    if (chosen.length > 0 && !chosen.includes(name)) continue
    await showScheme(onDesk, 'light')
    await at.visit(onDesk, path)
    await take(onDesk, name)
    await showScheme(onDesk, 'dark')
    await take(onDesk, `${name}-dark`)
    await at.visit(inHand, path)
    await take(inHand, `${name}-phone`)
  }
} finally {
  await receiver.close()
  await at.close()
}
