import { equal, ok } from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { checkPage, openConsole, picture, pictureOnPhone } from '../kit/console.ts'

/** Replaces what is in an editor of code. */
async function write(page: Page, label: string, text: string) {
  const editor = page.getByRole('textbox', { name: label, exact: true })
  await editor.click()
  await page.keyboard.press('Control+a')
  await page.keyboard.insertText(text)
}

describe('A template in the wrong hands', async () => {
  const at = await openConsole()
  after(at.close)

  it('runs nothing that a template or a contact holds, and shows any script of any people', async () => {
    const { id } = await at.ask('POST', '/contacts', {
      attributes: {
        firstName: '<img src=x onerror="top.hurt = 1">',
        lastName: 'שלום 🦊',
        email: 'odd-mail@example.com',
      },
      preferences: { email: true },
    })
    const html = `<script>top.hurt = 2</script><p>Dear {{ contact.firstName }} {{ contact.lastName }}</p>
      <a href="https://elsewhere.example/" onclick="top.hurt = 3">Leave</a><iframe src="javascript:top.hurt = 4"></iframe>`
    const name = `<b onclick="alert(1)">${'VeryLongWord'.repeat(14)}</b>`
    const template = await at.ask('POST', '/templates', {
      name,
      channel: 'email',
      subject: '{{ contact.lastName }}',
      html,
      text: 'Plain {{ contact.firstName }}',
    })
    const page = await at.signInAt(`/templates/${template.id}?contact=${id}`)
    const frame = page.frameLocator('iframe[title="The message"]')
    await frame.getByText('Dear <img src=x onerror="top.hurt = 1"> שלום 🦊').waitFor()
    await frame.getByText('Leave').click()
    await frame.getByText('Leave').waitFor()
    equal(await page.evaluate('window.hurt'), undefined)
    await checkPage(page)
    await picture(page, 'template-odd')
    await pictureOnPhone(page, 'template-odd')
    const send = await at.ask('POST', '/sends', { contactId: id, templateId: template.id })
    await at.visit(page, '/templates')
    await checkPage(page)
    await picture(page, 'templates')
    await pictureOnPhone(page, 'templates')
    await at.visit(page, `/outbox/${send.id}`)
    await page.getByRole('heading', { name: 'שלום 🦊' }).waitFor()
    await frame.getByText('Dear <img').waitFor()
    await page.getByText('Headers', { exact: true }).click()
    await page.getByText('List-Unsubscribe', { exact: true }).waitFor()
    await checkPage(page)
    await picture(page, 'message-headers')
    await page.getByText('Text', { exact: true }).click()
    await page.getByText('Plain <img').waitFor()
    equal(await page.evaluate('window.hurt'), undefined)
    await page.context().close()
    // The browser tells that it let none of it run.
    ok(at.complaints.splice(0).every(complaint => /Content.Security.Policy|sandbox/i.test(complaint)))
  })

  it('loses nothing when the session ends while a template is written, or somebody else saves it first', async () => {
    const body = { name: 'Twice', channel: 'sms', text: 'One\nTwo\nThree', isTransactional: true }
    const { id } = await at.ask('POST', '/templates', body)
    const page = await at.signInAt(`/templates/${id}`)
    await write(page, 'Text', 'One\nMine\nThree')
    await page.context().clearCookies()
    await page.getByRole('button', { name: 'Save' }).click()
    const dialog = page.getByRole('dialog', { name: 'Sign in again' })
    await dialog.getByRole('textbox', { name: 'Password' }).fill(at.server.demo.console.password)
    await dialog.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('Saved', { exact: true }).waitFor()
    equal((await at.ask('GET', `/templates/${id}`)).text, 'One\nMine\nThree')

    await write(page, 'Text', 'One\nMine again\nThree')
    await at.ask('PUT', `/templates/${id}`, { ...body, name: 'Theirs', text: 'One\nTheirs\nThree' })
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Somebody changed this template meanwhile').waitFor()
    await page.getByRole('button', { name: 'Compare' }).click()
    await page.getByText('− Theirs').first().waitFor()
    await page.getByText('+ Mine again').waitFor()
    await checkPage(page)
    await picture(page, 'template-compared')
    await page.getByRole('link', { name: 'Campaigns' }).click()
    await page.getByRole('dialog', { name: 'Leave without saving?' }).waitFor()
    await page.getByRole('button', { name: 'Stay' }).click()
    await page.getByRole('button', { name: 'Go on with mine' }).click()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Somebody changed').waitFor({ state: 'detached' })
    await page.getByText('is not saved yet').waitFor({ state: 'detached' })
    equal((await at.ask('GET', `/templates/${id}`)).text, 'One\nMine again\nThree')
    await page.context().close()
    ok(at.complaints.splice(0).every(complaint => /401|412/.test(complaint)))
  })
})
