/**
 * Builds an automation, lets two contacts write bad reviews, moves the clock, and reads the e-mail that one of them gets:
 * "when a contact writes a review with fewer than 3 stars, wait two days, and unless they bought something meanwhile send
 * an e-mail that names the product".
 *
 *   node examples/follow-up.mjs [path of demo.json]
 *
 * Needs nothing but Node 20 or later, and a running demo server. Ends with exit code 0, or says what went wrong and ends
 * with 1. It moves the clock of the demo tenant, and puts it back.
 */
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'

const { baseUrl, parley, voyado } = JSON.parse(readFileSync(process.argv[2] ?? 'data/demo.json', 'utf8'))

/** Calls Parley's own API; an answer that is no success is thrown with what it says. */
async function call(method, path, body) {
  const response = await fetch(`${baseUrl}/parley/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${parley.apiKey}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
  return text === '' ? undefined : JSON.parse(text)
}

/** Sends a receipt as a till does, in the vendor's API: the same contacts, seen from another side. */
async function buy(email) {
  const receipt = {
    contact: { matchKey: email, matchKeyType: 'Email' },
    uniqueReceiptId: randomUUID(),
    receiptNumber: '1001',
    createdDate: (await call('GET', '/clock')).now,
    storeExternalId: '7',
    currency: 'SEK',
    totalGrossPrice: 200,
    paymentMethods: [{ type: 'CARD', value: 200 }],
    items: [
      {
        type: 'PURCHASE',
        sku: 'kettle-2',
        articleNumber: 'k-2',
        articleName: 'Kettle',
        quantity: 1,
        grossPaidPrice: 200,
        taxAmount: 40,
        taxPercent: 25,
      },
    ],
  }
  const response = await fetch(`${baseUrl}/api/v3/receipts`, {
    method: 'POST',
    headers: {
      apikey: voyado.apiKey,
      'user-agent': 'ParleyExamples/1.0',
      'content-type': 'application/json',
    },
    body: JSON.stringify(receipt),
  })
  if (!response.ok) throw new Error(`receipt: ${response.status} ${await response.text()}`)
}

/** Asks again and again until the answer is something. */
async function eventually(what, ask) {
  const end = Date.now() + 20_000
  while (Date.now() < end) {
    const answer = await ask()
    if (answer) return answer
    await delay(50)
  }
  throw new Error(`Not within 20 s: ${what}`)
}

const run = randomUUID().slice(0, 8)

const template = await call('POST', '/templates', {
  name: `We are sorry ${run}`,
  channel: 'email',
  isTransactional: true,
  subject: 'About your {{ interaction.productSku }}',
  text: 'You gave {{ interaction.productSku }} {{ interaction.rating }} of 5 stars. What can we do better?',
})

const automation = await call('POST', '/automations', {
  name: `After a bad review ${run}`,
  definition: {
    entry: {
      kind: 'interaction',
      schemaId: 'product-review',
      where: { path: 'rating', is: 'less', value: 3 },
    },
    start: 'wait',
    steps: {
      wait: { kind: 'wait', for: 'P2D', next: 'bought' },
      bought: { kind: 'condition', test: { happened: { kind: 'purchase' } }, yes: 'enough', no: 'write' },
      enough: { kind: 'exit', reason: 'bought meanwhile' },
      write: { kind: 'sendMessage', channel: 'email', templateId: template.id },
    },
  },
})
await call('POST', `/automations/${automation.id}/start`)
console.log(`Automation ${automation.id} runs`)

const newContact = name =>
  call('POST', '/contacts', { contactType: 'Member', attributes: { email: `${name}.${run}@example.com` } })
const [sad, buyer] = [await newContact('sad'), await newContact('buyer')]
for (const { id: contactId } of [sad, buyer])
  await call('POST', '/interactions', {
    contactId,
    schemaId: 'product-review',
    payload: { productSku: 'kettle-1', rating: 2, writtenAt: (await call('GET', '/clock')).now },
  })
await eventually('two runs wait', async () => {
  const { items } = await call('GET', `/automations/${automation.id}/runs?state=waiting`)
  return items.length === 2 && items.every(each => each.reason === 'wait')
})
console.log('Two contacts wrote bad reviews, and two runs wait')

try {
  await call('POST', '/clock', { move: 'advance', by: '1d' })
  await buy(`buyer.${run}@example.com`)
  await call('POST', '/clock', { move: 'advance', by: '1d' })
  const message = await eventually('an e-mail is in the outbox', async () => {
    const { items } = await call('GET', '/outbox')
    return items.find(each => each.contactId === sad.id)
  })
  console.log(`Subject: ${message.subject}\n${message.text}`)
  if (!message.text.includes('kettle-1')) throw new Error('The e-mail does not name the product.')

  const { says } = await eventually('the other run ended', async () => {
    const answer = await call('GET', `/automations/${automation.id}/why/${buyer.id}`)
    return answer.says.some(each => each.includes('bought meanwhile')) && answer
  })
  console.log(`Why did the other one get nothing? ${says[0]}`)
} finally {
  await call('POST', `/automations/${automation.id}/stop`)
  await call('POST', '/clock', { move: 'resume', toRealTime: true })
}
