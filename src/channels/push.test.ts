import assert from 'node:assert/strict'
import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { after, test } from 'node:test'
import { checkVapid, newBrowser } from '../../test/kit/browser.ts'
import { newPeer } from '../../test/kit/peer.ts'
import type { CourierKind, OutgoingMessage } from '../domain/messaging/courier.ts'
import type { Device, DeviceKeys } from '../domain/messaging/device.ts'
import { newId } from '../kernel/ids.ts'
import { fcm } from './fcm.ts'
import { webPush } from './web-push.ts'
import { encryptForBrowser } from './web-push-encryption.ts'

const open: { close(): void }[] = []
after(() => {
  for (const each of open) each.close()
})

const device = (channel: Device['channel'], address: string, keys: DeviceKeys | null = null): Device => ({
  id: newId(),
  contactId: newId(),
  channel,
  address,
  keys,
  label: null,
  createdAt: new Date(),
})

const message = (devices: Device[], other: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  sendId: newId(),
  contactId: devices[0]!.contactId,
  channel: devices[0]!.channel,
  to: devices[0]!.address,
  toName: null,
  devices,
  from: null,
  subject: 'Your lamp',
  html: null,
  text: 'It is on its way – soon',
  payload: { url: 'https://shop.example/lamp', data: { n: 1 } },
  headers: {},
  isTransactional: true,
  ...other,
})

function courierOf(kind: CourierKind, settings: object, allowPrivate = true) {
  const whole = kind.complete?.({ ...settings }) ?? { ...settings }
  assert.deepEqual(kind.faultsOf(whole), [])
  const courier = kind.open(whole, 4, { allowPrivate, allowPrivateDevices: allowPrivate })
  open.push(courier)
  return { courier, settings: whole }
}

test('a message is encrypted as the example of RFC 8291 is', () => {
  const bytes = (text: string) => Buffer.from(text, 'base64url')
  const browser = newBrowser(
    bytes('q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94'),
    bytes('BTBZMqHH6r4Tts7J_aSIgg'),
  )
  const made = encryptForBrowser(Buffer.from('When I grow up, I want to be a watermelon'), browser.keys, {
    salt: bytes('DGv6ra1nlYgDCS1FRnbzlw'),
    privateKey: bytes('yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw'),
  })
  assert.equal(
    made.toString('base64url'),
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
  )
})

test('a browser reads what was sent, and its push service knows who sent it', async () => {
  const peer = await newPeer(() => ({ status: 201 }))
  const browser = newBrowser()
  const { courier, settings } = courierOf(webPush, { subject: 'mailto:shop@shop.example', urgency: 'high' })
  const one = message([device('webPush', `${peer.url}/push/a`, browser.keys)])
  assert.deepEqual(await courier.deliver(one), { kind: 'accepted', reference: null, goneDevices: [] })
  const [posted] = peer.posted
  assert.deepEqual(JSON.parse(browser.decrypt(posted!.bytes)), {
    id: one.sendId,
    title: 'Your lamp',
    body: 'It is on its way – soon',
    ...one.payload,
  })
  const { key, claims } = checkVapid(String(posted!.headers.authorization))
  assert.deepEqual([key, claims.aud, claims.sub], [settings.publicKey, peer.url, 'mailto:shop@shop.example'])
  assert.ok(claims.exp * 1000 - Date.now() < 24 * 3_600_000 && claims.exp * 1000 > Date.now())
  assert.deepEqual(
    ['ttl', 'urgency', 'content-encoding', 'content-type'].map(name => posted!.headers[name]),
    ['86400', 'high', 'aes128gcm', 'application/octet-stream'],
  )
})

test('a push goes to every device; it went when one took it, and those that are gone are named', async () => {
  const peer = await newPeer(({ path }) => ({ status: Number(path.slice(1)) }))
  const { keys } = newBrowser()
  const { courier } = courierOf(webPush, { subject: 'https://shop.example' })
  const deliver = async (...statuses: number[]) => {
    const devices = statuses.map(status => device('webPush', `${peer.url}/${status}`, keys))
    const { goneDevices = [], ...end } = await courier.deliver(message(devices))
    return [end.kind, goneDevices.map(id => devices.findIndex(each => each.id === id))]
  }
  assert.deepEqual(await deliver(410, 201, 404), ['accepted', [0, 2]])
  assert.deepEqual(await deliver(404, 410), ['refused', [0, 1]])
  assert.deepEqual(await deliver(410, 429), ['unavailable', [0]])
  assert.deepEqual(await deliver(503, 500), ['unknown', []])
  assert.deepEqual(await deliver(413), ['refused', []])
  const tooLong = message([device('webPush', `${peer.url}/201`, keys)], { text: 'x'.repeat(4000) })
  assert.equal((await courier.deliver(tooLong)).kind, 'refused')
})

test('what a browser gave leads to public addresses only, unless private ones are allowed', async () => {
  const peer = await newPeer()
  const { courier } = courierOf(webPush, { subject: 'https://shop.example' }, false)
  const { keys } = newBrowser()
  for (const url of [peer.url, peer.url.replace('127.0.0.1', 'localhost')])
    assert.equal((await courier.deliver(message([device('webPush', url, keys)]))).kind, 'unavailable')
  assert.deepEqual(peer.posted, [])
})

test('keys that are no pair are refused; without any a pair is made', () => {
  const { publicKey } = webPush.complete!({}) as { publicKey: string }
  const { privateKey } = webPush.complete!({}) as { privateKey: string }
  const fields = (settings: object) => webPush.faultsOf({ subject: 'mailto:a@b.example', ...settings })
  assert.deepEqual(fields(webPush.complete!({})), [])
  assert.equal(fields({ publicKey, privateKey })[0]?.field, 'settings.privateKey')
  assert.equal(fields({ publicKey: 'x', privateKey })[0]?.field, 'settings.privateKey')
  assert.equal(webPush.faultsOf({ ...webPush.complete!({}), subject: 'me' })[0]?.field, 'settings.subject')
})

test('an app is reached over FCM, with a token that a service account was given', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const peer = await newPeer(({ path, headers, text }) => {
    if (path === '/token') return { status: 200, body: '{"access_token": "t-1", "expires_in": 3600}' }
    if (headers.authorization !== 'Bearer t-1') return { status: 401 }
    return text.includes('old')
      ? { status: 404, body: '{"error": {"details": [{"errorCode": "UNREGISTERED"}]}}' }
      : { status: 200, body: '{"name": "projects/p/messages/1"}' }
  })
  const { courier } = courierOf(fcm, {
    url: `${peer.url}/`,
    projectId: 'p',
    serviceAccount: {
      type: 'service_account',
      client_email: 'a@p.example',
      private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
      token_uri: `${peer.url}/token`,
    },
  })
  const devices = [device('push', 'new'), device('push', 'old')]
  const one = message(devices)
  assert.deepEqual(await courier.deliver(one), {
    kind: 'accepted',
    reference: 'projects/p/messages/1',
    goneDevices: [devices[1]!.id],
  })
  const [asked, ...sent] = peer.posted
  assert.deepEqual(
    sent.map(({ path }) => path),
    ['/v1/projects/p/messages:send', '/v1/projects/p/messages:send'],
  )
  const assertion = new URLSearchParams(asked!.text).get('assertion')!
  const end = assertion.lastIndexOf('.')
  const signature = Buffer.from(assertion.slice(end + 1), 'base64url')
  const rsaKey = createPublicKey(publicKey.export({ type: 'spki', format: 'pem' }))
  assert.ok(verify('RSA-SHA256', Buffer.from(assertion.slice(0, end)), rsaKey, signature))
  const bodies = sent.map(({ text }) => JSON.parse(text).message)
  assert.deepEqual(
    bodies.find(({ token }) => token === 'new'),
    {
      token: 'new',
      notification: { title: 'Your lamp', body: 'It is on its way – soon' },
      data: { n: '1', url: 'https://shop.example/lamp', sendId: one.sendId },
    },
  )
})

test('a token is asked for anew before it runs out, and when it is refused', async () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  let [given, seconds] = [0, 3600]
  const peer = await newPeer(({ path, headers }) => {
    if (path === '/token')
      return { status: 200, body: JSON.stringify({ access_token: `t-${++given}`, expires_in: seconds }) }
    return { status: headers.authorization === 'Bearer t-1' ? 401 : 200, body: '{}' }
  })
  const serviceAccount = {
    client_email: 'a@p.example',
    private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    token_uri: `${peer.url}/token`,
  }
  const { courier } = courierOf(fcm, { url: peer.url, projectId: 'p', serviceAccount })
  const deliver = async () => (await courier.deliver(message([device('push', 'a')]))).kind
  assert.equal(await deliver(), 'unavailable')
  seconds = 0
  assert.equal(await deliver(), 'accepted')
  assert.equal(given, 2)
  seconds = 3600
  assert.deepEqual([await deliver(), await deliver()], ['accepted', 'accepted'])
  assert.equal(given, 3)
})

test('without a token nothing is sent, and FCM is asked again later', async () => {
  const peer = await newPeer(() => ({ status: 500, body: 'oops' }))
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const serviceAccount = {
    client_email: 'a@p.example',
    private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    token_uri: `${peer.url}/token`,
  }
  const { courier } = courierOf(fcm, { url: peer.url, projectId: 'p', serviceAccount })
  assert.equal((await courier.deliver(message([device('push', 'a')]))).kind, 'unavailable')
  peer.answer = () => ({ status: 200, body: '{"access_token": "t"}' })
  assert.equal((await courier.deliver(message([device('push', 'a')]))).kind, 'accepted')
  assert.deepEqual(
    fcm.faultsOf({ projectId: 'p' }).map(({ field }) => field),
    ['settings.serviceAccount'],
  )
  assert.deepEqual(
    fcm
      .faultsOf({ projectId: '/', serviceAccount: { client_email: 'a', private_key: 'b' } })
      .map(each => each.field),
    ['settings.projectId', 'settings.serviceAccount'],
  )
})
