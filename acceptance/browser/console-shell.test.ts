import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { checkPage, fitsPhone, openConsole, picture, settled } from '../kit/console.ts'

describe('The console', async () => {
  const at = await openConsole()
  after(at.close)

  it('lets in who knows the password, and shows the page that the link led to', async () => {
    const page = await at.newPage()
    await page.goto(`${at.server.url}/contacts?search=ada`)
    await page.getByRole('heading', { name: 'Sign in to Parley' }).waitFor()
    await checkPage(page)
    const { email, password } = at.server.demo.console
    await page.getByLabel('E-mail address').fill(email)
    await page.getByRole('textbox', { name: 'Password' }).fill('wrong')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('The e-mail address or the password is not right.').waitFor()
    await checkPage(page)
    await page.getByRole('textbox', { name: 'Password' }).fill(password)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Contacts' }).waitFor()
    match(page.url(), /\/contacts\?search=ada$/)
    await page.context().close()
    // What the browser says about a refusal is meant.
    deepEqual(at.complaints.splice(0), [
      'Failed to load resource: the server responded with a status of 401 (Unauthorized)',
    ])
  })

  it('is used by keyboard: the palette leads to a contact and to a page', async () => {
    const page = await at.signIn()
    await page.keyboard.press('Control+k')
    await page.getByPlaceholder('A contact, a schema, a segment, a page …').fill('bjorn')
    await page
      .getByRole('option')
      .or(page.getByRole('button', { name: /Björn/ }))
      .first()
      .waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/contacts\/[0-9a-f-]{36}$/)
    await page.locator('#content:focus').waitFor()
    await page.keyboard.press('Control+k')
    await page.getByPlaceholder('A contact, a schema, a segment, a page …').fill('home')
    await page
      .locator('.mantine-Spotlight-action')
      .filter({ hasNotText: 'Home' })
      .first()
      .waitFor({ state: 'detached' })
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.waitForURL(`${at.server.url}/`)
    await page.context().close()
    deepEqual(at.complaints.splice(0), [])
  })

  it('is light or dark as chosen, also after a reload', async () => {
    const page = await at.signIn()
    await page.getByRole('button', { name: /Kim Lind/ }).click()
    await page.getByRole('menuitem', { name: 'Dark' }).click()
    equal(await page.locator('html').getAttribute('data-mantine-color-scheme'), 'dark')
    await page.reload()
    await settled(page)
    equal(await page.locator('html').getAttribute('data-mantine-color-scheme'), 'dark')
    await page.context().close()
    deepEqual(at.complaints.splice(0), [])
  })

  it('fits on a phone, where the menu opens and closes', async () => {
    const page = await at.signInAt('/contacts', undefined, {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
    })
    await checkPage(page)
    await picture(page, 'contacts-phone')
    await fitsPhone(page)
    await page.getByRole('button', { name: 'Open the menu' }).click()
    await page.getByRole('link', { name: 'Home' }).click()
    await page.getByRole('heading', { name: 'Home' }).waitFor()
    await page.context().close()
    deepEqual(at.complaints.splice(0), [])
  })

  it('says where there is no page, and which pages are not for a role', async () => {
    const page = await at.signInAt('/contacts', await at.newPerson('viewer'))
    await page.goto(`${at.server.url}/no/such/page`)
    await page.getByText('There is no such page').waitFor()
    await page.goto(`${at.server.url}/contacts/${at.server.demo.sample.contactId}?tab=data`)
    await page.getByText('This needs exports:read').waitFor()
    for (const path of ['/developers/keys', '/settings/audit', '/segments/new', '/contacts/import']) {
      await at.visit(page, path)
      await page.getByRole('heading', { name: 'Not for your role' }).waitFor()
    }
    await checkPage(page)
    deepEqual(at.complaints.splice(0), [])
    for (const path of ['/segments/gone', '/contacts/imports/gone']) {
      await at.visit(page, path)
      await page.getByRole('alert').getByText('It may have been deleted').waitFor()
      await page.getByRole('heading', { level: 1 }).waitFor()
    }
    await checkPage(page)
    await page.context().close()
    ok(at.complaints.splice(0).every(complaint => complaint.includes('404')))
  })

  it('asks to sign in again when the session ends, and goes on where one was', async () => {
    const page = await at.signInAt('/contacts')
    await page.context().clearCookies()
    await page.getByPlaceholder('Name, e-mail, phone …').fill('karin')
    await page.getByRole('dialog', { name: 'Sign in again' }).waitFor()
    equal(await page.getByLabel('E-mail address').inputValue(), at.server.demo.console.email)
    await page.getByRole('textbox', { name: 'Password' }).fill(at.server.demo.console.password)
    await page.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click()
    await page
      .getByRole('link', { name: /^Karin/ })
      .first()
      .waitFor()
    equal(await page.getByPlaceholder('Name, e-mail, phone …').inputValue(), 'karin')
    await page.context().close()
    ok(at.complaints.splice(0).every(complaint => complaint.includes('401')))
  })

  it('lets an invited person set a password', async () => {
    const { invitationUrl } = await at.ask('POST', '/people', {
      email: 'noor@example.com',
      name: 'Noor',
      role: 'agent',
    })
    const page = await at.newPage()
    await page.goto(invitationUrl)
    await page.getByRole('heading', { name: 'Welcome, Noor' }).waitFor()
    await checkPage(page)
    await page.getByRole('textbox', { name: 'Password' }).fill('a few words of my own')
    await page.getByRole('button', { name: 'Set password and sign in' }).click()
    await page.getByRole('button', { name: /Noor/ }).waitFor()
    await page.context().close()
    deepEqual(at.complaints.splice(0), [])
  })

  it('shows where one is signed in, ends it there, and takes another password', async () => {
    const person = await at.newPerson('agent')
    const other = await at.signIn(person)
    const page = await at.signIn(person)
    await page.getByRole('button', { name: /A agent/ }).click()
    await page.getByRole('menuitem', { name: 'Your account' }).click()
    await page.getByRole('heading', { name: 'Your account' }).waitFor()
    await settled(page)
    await checkPage(page)
    await picture(page, 'account')
    await page
      .getByRole('row')
      .filter({ hasNotText: 'This one' })
      .getByRole('button', { name: 'Sign out' })
      .click()
    await page.getByText('Signed out there').waitFor()
    await other.getByRole('link', { name: 'Contacts' }).click()
    await other.getByRole('dialog', { name: 'Sign in again' }).waitFor()
    // Open, it would go on being refused.
    await other.context().close()
    ok(at.complaints.splice(0).every(complaint => complaint.includes('401')))
    await page.getByLabel('The one you have now').fill(person.password)
    await page.getByLabel('The new one').fill('short')
    await page.getByRole('button', { name: 'Change password' }).click()
    await page.getByText('It has fewer than 10 characters').waitFor()
    await page.getByLabel('The new one').fill('quite another password')
    await page.getByRole('button', { name: 'Change password' }).click()
    await page.getByText('Password changed').waitFor()
    ok(at.complaints.splice(0).every(complaint => complaint.includes('422')))
    await page.context().close()
  })

  it('is usable soon, and the first page is small', async () => {
    const page = await at.newPage()
    let bytes = 0
    const session = await page.context().newCDPSession(page)
    await session.send('Network.enable')
    session.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength
    })
    await page.goto(at.server.url)
    await page.getByLabel('E-mail address').waitFor()
    ok(bytes < 450_000, `${bytes} bytes`)
    await page.context().close()
    deepEqual(at.complaints.splice(0), [])
  })
})
