import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { checkPage, openConsole, picture, settled, showScheme } from '../kit/console.ts'
import { startReceiver } from '../kit/receiver.ts'

describe('Webhooks in the console', async () => {
  const at = await openConsole({ PARLEY_WEBHOOKS_PRIVATE: 'allow' })
  after(at.close)
  const receiver = await startReceiver()
  after(receiver.close)
  const newContact = () =>
    at.ask('POST', '/contacts', { attributes: { email: `${crypto.randomUUID()}@example.com` } })

  it('makes one, sees a delivery fail, advances the clock, and sees it arrive', async () => {
    receiver.status = 503
    receiver.text = 'not yet'
    const page = await at.signInAt('/webhooks')
    await page.getByText('Nobody is told yet').waitFor()
    await checkPage(page)
    await picture(page, 'webhooks-empty')
    await page.getByRole('link', { name: 'New webhook' }).first().click()
    await page.getByLabel('Address').fill('nowhere')
    await page.getByLabel('What it is for').fill('The shop in Malmö')
    await page.getByLabel('Hears of').and(page.locator('input')).fill('contact.created')
    await page.getByRole('option', { name: /contact\.created/ }).click()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Show an example of each' }).click()
    await page.getByLabel('an example of contact.created', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Add a header' }).click()
    await page.getByLabel('Name of a header').fill('x-token')
    await page.getByLabel('Value of x-token').fill('hunter2')
    await checkPage(page)
    await picture(page, 'webhook-new')
    await page.getByLabel('Address').fill('ftp://shop.example.com')
    await page.getByRole('button', { name: 'Make the webhook' }).click()
    await page.getByText('must be an http or https address').first().waitFor()
    equal(await page.getByLabel('Value of x-token').inputValue(), 'hunter2')
    await page.getByLabel('Address').fill(receiver.url)
    await page.getByRole('button', { name: 'Make the webhook' }).click()
    await page.getByText('Copy the signing secret now').waitFor()
    match((await page.locator('pre').first().textContent()) ?? '', /^whsec_/)
    await checkPage(page)
    await picture(page, 'webhook-made')

    await at.visit(page, '/clock')
    await page.getByRole('button', { name: 'Stop the clock' }).click()
    await page.getByText(/clock of this company stands still/).waitFor()
    await newContact()
    await page.getByRole('textbox', { name: 'By', exact: true }).fill('5m')
    await page.getByText(/1 attempt to reach a webhook/).waitFor()
    await checkPage(page)
    await picture(page, 'clock')

    await at.visit(page, '/webhooks')
    await page.getByRole('link', { name: /The shop in Malmö/ }).click()
    await page.getByText('retrying', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'contact.created' }).click()
    const drawer = page.getByRole('dialog')
    await drawer.getByText('503', { exact: true }).waitFor()
    await drawer.getByText('not yet').waitFor()
    await drawer.getByText(/x-token: …/).waitFor()
    await checkPage(page)
    await picture(page, 'delivery')
    const address = page.url()

    receiver.status = 200
    receiver.text = 'thanks'
    await at.visit(page, '/clock')
    await page.getByRole('textbox', { name: 'By', exact: true }).fill('5m')
    await page.getByRole('button', { name: 'Advance the clock' }).click()
    await at.visit(page, address)
    await drawer.getByText('delivered', { exact: true }).waitFor()
    await drawer.getByText('200', { exact: true }).waitFor()
    await drawer.getByText('503', { exact: true }).waitFor()
    equal(receiver.received.length, 2)
    equal(receiver.received[1]?.headers['x-token'], 'hunter2')
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'detached' })
    await settled(page)
    await picture(page, 'webhook')
    await showScheme(page, 'dark')
    await picture(page, 'webhook-dark')
    await showScheme(page, 'light')
    await page.setViewportSize({ width: 390, height: 780 })
    await checkPage(page)
    await picture(page, 'webhook-phone')
    await at.ask('POST', '/clock', { move: 'resume', toRealTime: true })
    await page.context().close()
    ok(at.complaints.splice(0).every(complaint => complaint.includes('422')))
  })

  it('sends what was given up again, in one go', async () => {
    const { id } = await at.ask('POST', '/webhooks', {
      url: receiver.url,
      description: 'The till',
      eventTypes: ['contact.created'],
    })
    receiver.status = 200
    const before = receiver.received.length
    for (let n = 0; n < 3; n++) await newContact()
    const page = await at.signInAt(`/webhooks/${id}?state=delivered`)
    await page.getByRole('button', { name: 'contact.created' }).nth(2).waitFor()
    await page.getByRole('button', { name: 'Send again' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('3 deliveries', { exact: true }).waitFor()
    await checkPage(page)
    await picture(page, 'webhook-replay')
    await dialog.getByRole('button', { name: 'Send them again' }).click()
    await dialog.getByText(/3 of 3 deliveries went out/).waitFor()
    await checkPage(page)
    const ids = receiver.received.slice(before).map(message => message.id)
    equal(new Set(ids).size < ids.length, true, 'they went out under the ids that they had')
    await page.getByRole('button', { name: 'Close' }).last().click()
    await page.getByLabel('Event', { exact: true }).selectOption('webhook.test')
    await page.getByText('Nothing of that kind').waitFor()
    match(page.url(), /event=webhook\.test/)
    await page.context().close()
    deepEqual(at.complaints.splice(0), [])
  })
})
