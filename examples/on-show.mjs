/**
 * Puts a message on show for a contact, and does what a page of the company does: asks what there is with a token of that
 * contact, says that it was seen, and closes it.
 *
 *   node examples/on-show.mjs [path of demo.json]
 *
 * Needs nothing but Node 20 or later, and a running demo server. Ends with exit code 0, or says what went wrong and ends
 * with 1.
 */
import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'

const { baseUrl, parley, sample } = JSON.parse(readFileSync(process.argv[2] ?? 'data/demo.json', 'utf8'))

/** An answer that is no success is thrown with what it says. */
async function call(method, path, body, key = parley.apiKey) {
  const response = await fetch(`${baseUrl}/parley/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
  return text === '' ? undefined : JSON.parse(text)
}

const { id: templateId } = await call('POST', '/templates', {
  name: 'Sale',
  channel: 'onSite',
  subject: 'Hello {{ contact.firstName | default: "you" }}',
  text: 'All hats are cheaper today.',
  payload: { url: 'https://www.example.com/sale', validFor: 'P7D' },
})
const { id: sendId } = await call('POST', '/sends', { contactId: sample.contactId, templateId })

// On the company's own server, for whoever is signed in there.
const { token, snippet } = await call('POST', `/contacts/${sample.contactId}/visitorTokens`, {
  validFor: 'PT1H',
})
console.log(`For the page:\n  ${snippet.replace(token, `${token.slice(0, 12)}…`)}`)

// In the page: what the script does.
const ask = () => call('GET', '/content?channel=onSite', undefined, token)
const report = outcome => call('POST', `/content/${sendId}/reports`, { outcome }, token)
const find = async () => (await ask()).items.find(({ id }) => id === sendId)

let item = await find()
for (let tries = 0; !item && tries < 200; tries++) {
  await delay(50)
  item = await find()
}
if (!item) throw new Error('It is not on show.')
console.log(`On show until ${item.expiresAt}: ${item.title}. ${item.text}`)

await report('viewed')
await report('closed')
if (await find()) throw new Error('It is still on show.')
const { state, openedAt, dismissedAt } = await call('GET', `/sends/${sendId}`)
if (state !== 'delivered' || !openedAt || !dismissedAt) throw new Error(`It is ${state}.`)
console.log(`Seen at ${openedAt}, closed at ${dismissedAt}.`)
