import { deepEqual, equal, match } from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { checkPage, openConsole, picture, settled } from '../kit/console.ts'
import { run } from '../kit/run.ts'

describe('Events and APIs in the console', async () => {
  const at = await openConsole()
  after(at.close)

  it('reads the catalogue of events, and follows what happens', async () => {
    const page = await at.signInAt('/events')
    await page.getByRole('searchbox', { name: 'Find a fact' }).fill('contact.created')
    await page.getByRole('button', { name: 'contact.created' }).click()
    const drawer = page.getByRole('dialog')
    await drawer.getByText('No webhook of yours hears it.').waitFor()
    await drawer.getByText(/As Parley posts it/).waitFor()
    await checkPage(page)
    await picture(page, 'event')
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'detached' })
    await checkPage(page)
    await at.visit(page, '/events?tab=live')
    await page.getByText('Nothing happened since you look').waitFor()
    await checkPage(page)
    const tell = (city: string) =>
      at.ask('PATCH', `/contacts/${at.server.demo.sample.contactId}`, { attributes: { city } })
    await tell('Malmö')
    await page.getByText('contact.updated').first().click()
    await page.getByRole('link', { name: 'this contact' }).waitFor()
    await checkPage(page)
    await picture(page, 'events-live')
    await page.getByRole('button', { name: 'Pause' }).click()
    await tell('Lund')
    await page.getByText('Paused; 1 fact came since').waitFor()
    equal(await page.locator('summary').count(), 1)
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.locator('summary').nth(1).waitFor()
    await page.getByRole('searchbox').fill('schema.')
    await page.getByText('Nothing of that kind yet').waitFor()
    await page.context().close()
    deepEqual(at.complaints.splice(0), [])
  })

  it('prints first requests that work as they are', async () => {
    const page = await at.signInAt('/developers/apis')
    const keys = {
      Parley: at.server.demo.parley.apiKey,
      Voyado: at.server.demo.voyado.apiKey,
      WebEngage: at.server.demo.webengage.apiKey,
    }
    for (const [name, key] of Object.entries(keys)) {
      await page.getByRole('tab', { name: new RegExp(name) }).click()
      await settled(page)
      await checkPage(page)
      await picture(page, `apis-${name}`)
      for (const label of ['the first request', 'the second request']) {
        const command = page.getByLabel(label, { exact: true })
        await command.getByText(/THE-ID-OF/).waitFor({ state: 'detached' })
        const text = (await command.textContent()) ?? ''
        match(text, new RegExp(at.server.url))
        const { stdout } = await run(['bash', '-c', text.replace('curl', 'curl -s -w "\\n%{http_code}"')], {
          KEY: key,
        }).finished
        match(stdout.trim().split('\n').at(-1) ?? '', /^20[0-2]$/, `${text}\n${stdout}`)
      }
    }
    await page.setViewportSize({ width: 390, height: 780 })
    await checkPage(page)
    await picture(page, 'apis-phone')
    await page.context().close()
    deepEqual(at.complaints.splice(0), [])
  })
})
