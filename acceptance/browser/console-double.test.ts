import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { checkPage, openConsole, picture, settled, showScheme } from '../kit/console.ts'
import { run } from '../kit/run.ts'

describe('A double in the console', async () => {
  const at = await openConsole()
  after(at.close)

  it('breaks the API by a fault rule, sees what it struck, and mends it', async () => {
    const page = await at.signIn()
    await at.visit(page, '/faults')
    await page.getByText('Everything is answered as it should be').waitFor()
    await checkPage(page)
    await picture(page, 'faults-empty')
    await page.getByRole('button', { name: /Down/ }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Operation').fill('listContacts')
    await page.keyboard.press('Tab')
    await dialog.getByLabel('Method').selectOption('GET')
    await dialog.getByText('refuses with 503', { exact: true }).waitFor()
    await dialog.getByText('GET listContacts', { exact: true }).waitFor()
    await checkPage(page)
    await picture(page, 'fault-new')
    await dialog.getByLabel('Path').fill('contacts')
    await dialog.getByRole('button', { name: 'Make the rule' }).click()
    await dialog.getByText(/path begins with a slash/).waitFor()
    await dialog.getByLabel('Path').fill('')
    await dialog.getByLabel('With the status').fill('502')
    await dialog.getByRole('button', { name: 'Make the rule' }).click()
    await dialog.waitFor({ state: 'detached' })

    const headers = { authorization: `Bearer ${at.server.demo.parley.apiKey}`, 'user-agent': 'Shop/1.0' }
    equal((await at.server.call('GET', '/parley/v1/contacts', undefined, headers)).status, 502)
    await page.getByText('1 of 1', { exact: true }).waitFor()
    await page.getByRole('cell', { name: 'Shop/1.0' }).waitFor()
    await checkPage(page)
    await picture(page, 'faults')
    await showScheme(page, 'dark')
    await picture(page, 'faults-dark')
    await showScheme(page, 'light')
    await page.getByRole('link', { name: 'see them' }).click()
    await page.getByRole('button', { name: 'GET listContacts' }).click()
    await page.getByRole('dialog').getByText('Fault rule').waitFor()
    await checkPage(page)
    await page.goBack()
    await page.getByRole('button', { name: /^Remove fault-/ }).click()
    await page.getByText('Everything is answered as it should be').waitFor()
    equal((await at.server.call('GET', '/parley/v1/contacts', undefined, headers)).status, 200)
    await page.setViewportSize({ width: 390, height: 780 })
    await checkPage(page)
    await picture(page, 'faults-phone')
    await page.context().close()
    ok(at.complaints.splice(0).every(complaint => complaint.includes('422')))
  })

  it('takes a snapshot and puts everything back to it', async () => {
    const page = await at.signIn()
    await at.visit(page, '/snapshots')
    await page.getByText('No snapshots yet').waitFor()
    await checkPage(page)
    await page.getByLabel('Name').fill('with spaces in it')
    await page.getByText('has no spaces').waitFor()
    await page.getByLabel('Name').fill('before')
    await page.getByRole('button', { name: 'Take it' }).click()
    await page.getByText('Snapshot before taken').waitFor()
    const { id } = await at.ask('POST', '/contacts', { attributes: { email: 'later@example.com' } })
    await page.getByRole('button', { name: 'Put back to before' }).click()
    const dialog = page.getByRole('dialog')
    equal(await dialog.getByRole('button', { name: 'Put it back' }).isDisabled(), true)
    await dialog.getByLabel(/to go on/).fill(at.server.demo.tenant)
    await checkPage(page)
    await picture(page, 'snapshot-back')
    await dialog.getByRole('button', { name: 'Put it back' }).click()
    await page.getByText('The company is put back', { exact: true }).waitFor()
    await dialog.waitFor({ state: 'detached' })
    const headers = { authorization: `Bearer ${at.server.demo.parley.apiKey}` }
    equal((await at.server.call('GET', `/parley/v1/contacts/${id}`, undefined, headers)).status, 404)
    await checkPage(page)
    await picture(page, 'snapshots')
    await page.getByLabel('Name').fill('before')
    await page.getByLabel(/Take the place of/).check()
    await page.getByRole('button', { name: 'Take it' }).click()
    await page.getByLabel(/Take the place of/).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Delete before' }).click()
    await page.getByRole('button', { name: 'Delete the snapshot' }).click()
    await page.getByText('No snapshots yet').waitFor()
    await page.context().close()
    deepEqual(at.complaints.splice(0), [])
  })

  it('reads the catalogue of events, and follows what happens', async () => {
    const page = await at.signIn()
    await at.visit(page, '/events')
    await page.getByRole('searchbox', { name: 'Find a fact' }).fill('contact.created')
    await page.getByRole('button', { name: 'contact.created' }).click()
    const drawer = page.getByRole('dialog')
    await drawer.getByText('No webhook of yours hears it.').waitFor()
    await drawer.getByText(/As parley posts it/).waitFor()
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
    const page = await at.signIn()
    await at.visit(page, '/developers/apis')
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

  it('does nothing of it to a company in production, and says why', async () => {
    await at.ask('PATCH', '/tenant', { settings: { production: true } })
    const page = await at.signIn()
    for (const path of ['/faults', '/clock', '/snapshots']) {
      await at.visit(page, path)
      await page.getByText(/is in production/).waitFor()
      const deeds = page.getByRole('main').getByRole('button', { name: /New|Advance|Stop|Take it|Empty/ })
      equal(await deeds.count(), 0, path)
      await checkPage(page)
      await picture(page, `production${path.replace('/', '-')}`)
    }
    await page.context().close()
    deepEqual(at.complaints.splice(0), [])
  })
})
