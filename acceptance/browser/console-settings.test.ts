import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, describe, it } from 'node:test'
import type { Locator } from 'playwright-core'
import { checkPage, openConsole, picture, settled, showScheme } from '../kit/console.ts'

const sections = [
  'company',
  'people',
  'contact-types',
  'consents',
  'channels',
  'versions',
  'retention',
  'audit',
] as const

describe('Settings in the console', async () => {
  const at = await openConsole({ PARLEY_PROVIDERS_PRIVATE: 'allow' })
  const texts: string[] = []
  const secrets: (string | undefined)[] = []
  const gateway = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    texts.push(Buffer.concat(chunks).toString())
    secrets.push(request.headers.authorization)
    response.end('{}')
  })
  await new Promise<void>(resolve => gateway.listen(0, '127.0.0.1', resolve))
  const smsUrl = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/sms`
  after(async () => {
    gateway.closeAllConnections()
    gateway.close()
    await at.close()
  })

  it('has an address for each section, in both themes', async () => {
    const page = await at.signIn()
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.waitForURL(/\/settings\/company$/)
    for (const section of sections) {
      await at.visit(page, `/settings/${section}`)
      await checkPage(page)
      await picture(page, `settings-${section}`)
    }
    await showScheme(page, 'dark')
    await picture(page, 'settings-audit-dark')
    await showScheme(page, 'light')
    await page.context().close()
    deepEqual(at.complaints.splice(0), [])
  })

  it('saves what was changed, tells at its field what is wrong, and tells the second of two', async () => {
    const page = await at.signInAt('/settings/company')
    await page.getByLabel('Time zone').fill('Mars/Olympus')
    await page.getByRole('button', { name: 'Save settings' }).click()
    await page.getByText('has a value that the setting cannot have').waitFor()
    equal(await page.getByLabel('Time zone').inputValue(), 'Mars/Olympus')
    await page.getByLabel('Time zone').fill('Europe/Stockholm')
    await at.ask('PATCH', '/tenant', { settings: { webhooks: 49 } })
    await page.getByRole('button', { name: 'Save settings' }).click()
    await page.getByText('Somebody changed the settings meanwhile').waitFor()
    await checkPage(page)
    await page.getByRole('button', { name: 'Go on with mine' }).click()
    await page.getByRole('button', { name: 'Save settings' }).click()
    await page.getByText('Settings saved').waitFor()
    const { settings } = await at.ask('GET', '/tenant')
    deepEqual([settings.timeZone, settings.webhooks], ['Europe/Stockholm', 49])
    await at.visit(page, '/settings/retention')
    await page.getByLabel('Rejected interactions').fill('90')
    await page.getByRole('button', { name: 'Save settings' }).click()
    await page.getByText('Settings saved').waitFor()
    equal((await at.ask('GET', '/tenant')).settings.rejectedInteractionDays, 90)
    await at.visit(page, '/settings/audit?action=tenant.settings-changed')
    await page.getByText('tenant.settings-changed').first().waitFor()
    await page.context().close()
    ok(at.complaints.splice(0).every(complaint => /40[09]|412|422/.test(complaint)))
  })

  it('invites somebody, who sets a password and signs in; changes their role; removes them; owners are of owners', async () => {
    const page = await at.signInAt('/settings/people')
    await page.getByRole('button', { name: 'Invite somebody' }).click()
    await page.getByRole('textbox', { name: 'E-mail address' }).fill('sam@example.com')
    await page.getByRole('textbox', { name: 'Name' }).fill('Sam')
    await page.getByLabel('Role').selectOption('marketer')
    await checkPage(page)
    await page.getByRole('button', { name: 'Make the invitation' }).click()
    const link = await page.getByRole('region', { name: 'the invitation' }).textContent()
    match(link ?? '', /\/invitation#/)
    await checkPage(page)
    await page.getByRole('button', { name: 'Close', exact: true }).last().click()
    const theirs = await at.newPage()
    await theirs.goto(link ?? '')
    await theirs.getByRole('textbox', { name: 'Password' }).fill('a password of Sam 7')
    await theirs.getByRole('button', { name: 'Set password and sign in' }).click()
    await theirs.getByRole('navigation', { name: 'Main' }).waitFor({ state: 'attached' })
    await at.visit(page, '/settings/people')
    await page.getByRole('button', { name: 'Sam', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Role').selectOption('viewer')
    await checkPage(page)
    await dialog.getByRole('button', { name: 'Save person' }).click()
    await page.getByRole('row', { name: /Sam.*viewer/ }).waitFor()
    await page.getByRole('button', { name: 'Sam', exact: true }).click()
    await dialog.getByRole('button', { name: 'Remove' }).click()
    await page.getByRole('button', { name: 'Remove person' }).click()
    await page.getByText('Sam is removed').waitFor()
    await theirs.context().close()
    await page.context().close()
    ok(at.complaints.splice(0).every(complaint => complaint.includes('401')))

    const admins = await at.signInAt('/settings/people', await at.newPerson('admin'))
    await admins.getByRole('row', { name: /owner/ }).getByRole('button').click()
    await admins.getByText('Only owners change owners').waitFor()
    await admins.keyboard.press('Escape')
    await admins.getByRole('button', { name: 'Invite somebody' }).click()
    const offered = await admins.getByLabel('Role').locator('option').allTextContents()
    deepEqual(offered, ['admin', 'marketer', 'agent', 'developer', 'viewer'])
    await admins.context().close()
    deepEqual(at.complaints.splice(0), [])
  })

  it('defines a type of contacts and a consent in two languages', async () => {
    const page = await at.signInAt('/settings/contact-types')
    await page.getByRole('button', { name: 'New type' }).click()
    await page.getByRole('textbox', { name: 'Id' }).fill('VIP')
    await page.getByRole('textbox', { name: 'Name' }).fill('VIP')
    await page.getByRole('button', { name: 'Save type' }).click()
    await page.getByText('must be a text of 1 to 200 characters other than the id').waitFor()
    await checkPage(page)
    await page.getByRole('textbox', { name: 'Name' }).fill('Very important')
    await page.getByRole('button', { name: 'Save type' }).click()
    await page.getByRole('button', { name: 'VIP', exact: true }).waitFor()
    await at.visit(page, '/settings/consents')
    await page.getByRole('button', { name: 'New consent' }).click()
    await page.getByRole('textbox', { name: 'Id' }).fill('terms')
    await page.getByRole('textbox', { name: 'Name' }).fill('Terms')
    await page.getByRole('button', { name: 'Add a language' }).click()
    await page.getByRole('textbox', { name: 'Language' }).fill('sv-SE')
    await page.getByRole('textbox', { name: 'How contacts are asked' }).fill('Jag godkänner <b>')
    await checkPage(page)
    await page.getByRole('button', { name: 'Save consent' }).click()
    await page.getByRole('row', { name: /Terms.*sv-SE/ }).waitFor()
    const { items } = await at.ask('GET', '/consents')
    deepEqual(items.find(({ id }: { id: string }) => id === 'terms').displayText, {
      'sv-SE': 'Jag godkänner <b>',
    })
    await page.getByRole('button', { name: 'Terms', exact: true }).click()
    await page.getByRole('button', { name: 'Take out', exact: true }).click()
    const question = page.getByRole('dialog', { name: 'Take the consent out?' })
    await question.getByRole('button', { name: 'Take out', exact: true }).click()
    await page.getByText('Consent taken out').waitFor()
    await page.context().close()
    ok(at.complaints.splice(0).every(complaint => complaint.includes('400')))
  })

  it('makes a provider and tries it by a test message', async () => {
    const page = await at.signInAt('/settings/channels')
    const settings = {
      url: smsUrl,
      body: '{"to": {{ message.to | json }}, "text": {{ message.text | json }}}',
      from: 'Shop',
    }
    await at.ask('POST', '/providers', { name: 'Gateway', channel: 'sms', kind: 'sms-http', settings })
    await page.getByRole('button', { name: 'New provider' }).first().click()
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Mail')
    await page.getByLabel('Mail server').fill('127.0.0.1')
    await page.getByLabel('From').fill('news')
    await settled(page)
    await checkPage(page)
    await picture(page, 'settings-provider')
    await page.getByRole('button', { name: 'Make provider' }).click()
    await page.getByText('must be an object of address and perhaps name and replyTo').waitFor()
    await page.getByLabel('From').fill('news@example.com')
    await page.getByRole('button', { name: 'Make provider' }).click()
    await page.getByRole('button', { name: 'Mail', exact: true }).waitFor()
    await page.getByRole('button', { name: 'Gateway', exact: true }).click()
    await page.getByLabel('Send a test to').fill('nobody')
    await page.getByRole('button', { name: 'Send a test' }).click()
    await page.getByText('must be a phone number such as +46701234567').waitFor()
    await page.getByLabel('Send a test to').fill('+46701234567')
    await page.getByRole('button', { name: 'Send a test' }).click()
    await page.getByText('The provider took it').waitFor()
    equal(JSON.parse(texts[0] ?? '').to, '+46701234567')
    await checkPage(page)
    await page.context().close()
    ok(at.complaints.splice(0).every(complaint => /status of 4(00|22)/.test(complaint)))
  })

  it('has fields for what each kind of provider wants to know, keeps its secrets, and tries it', async () => {
    const page = await at.signInAt('/settings/channels')
    async function make(kind: RegExp, name: string, fields: Readonly<Record<string, string>>) {
      await page.getByRole('button', { name: 'New provider' }).first().click()
      const kinds = page.getByLabel('Kind')
      await kinds.selectOption({ label: await optionOf(kinds, kind) })
      await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name)
      for (const [label, value] of Object.entries(fields))
        await page.getByRole('dialog').getByLabel(label, { exact: true }).fill(value)
      await page.getByRole('button', { name: 'Make provider' }).click()
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      await page.getByRole('button', { name, exact: true }).click()
    }
    const told = async () => JSON.parse(texts.at(-1) ?? '')

    await make(/Cloud API/, 'Meta', {
      'Phone number id *': '77',
      'Access token *': 'secret',
      Address: smsUrl,
    })
    await page.getByText(/\/m\/report\//).waitFor()
    equal(await page.getByLabel('Access token *', { exact: true }).inputValue(), '***')
    await page.getByLabel('Order').fill('3')
    await page.getByRole('button', { name: 'Save provider' }).click()
    await page.getByText('Provider saved').waitFor()
    await page.getByLabel('Send a test to').fill('+46701234567')
    await page.getByRole('button', { name: 'Send a test' }).click()
    await page.getByText('The provider took it').waitFor()
    equal((await told()).to, '46701234567')
    equal(secrets.at(-1), 'Bearer secret')
    await checkPage(page)
    await picture(page, 'settings-provider-whatsapp')
    await page.keyboard.press('Escape')

    const headers = 'Authorization: Basic abc\nX-Shop: 1'
    await make(/private SSP/, 'Own', { 'Address *': smsUrl, 'From *': 'Shop', Headers: headers })
    await page.getByText('JSON', { exact: true }).click()
    await page.getByRole('textbox', { name: 'Settings' }).waitFor()
    await page.getByText('Fields', { exact: true }).click()
    await page.getByLabel('Send a test to').fill('+46701234567')
    await page.getByRole('button', { name: 'Send a test' }).click()
    await page.getByText(/The provider|Nobody knows/).waitFor()
    equal(secrets.at(-1), 'Basic abc')
    await page.keyboard.press('Escape')

    const subject = { 'Whom a push service may write to *': 'mailto:push@example.com' }
    await make(/VAPID/, 'Browsers', subject)
    ok((await page.getByLabel('Public key', { exact: true }).inputValue()).length > 80)
    const { items } = await at.ask('GET', '/contacts?limit=1')
    await page
      .getByRole('combobox', { name: 'Send a test to the devices of' })
      .fill(String(items[0].attributes.email))
    await page.getByRole('listbox').getByRole('option').first().click()
    await page.getByRole('button', { name: 'Send a test', exact: true }).click()
    await page.getByText('must be a contact with a device on this channel').waitFor()
    await picture(page, 'settings-provider-web-push')
    await page.context().close()
    ok(at.complaints.splice(0).every(complaint => /status of 4(00|22)/.test(complaint)))
  })

  async function optionOf(select: Locator, words: RegExp): Promise<string> {
    await select.waitFor()
    return (await select.locator('option').allTextContents()).find(each => words.test(each)) ?? 'none'
  }
})
