import { deepEqual, ok } from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { checkPage, openConsole, picture, pictureOnPhone, showScheme } from '../kit/console.ts'
import { until } from '../kit/until.ts'

const mjml = (text: string) =>
  `<mjml><mj-body><mj-section><mj-column>\n<mj-text>${text}</mj-text>\n</mj-column></mj-section></mj-body></mjml>`

/** Replaces what is in an editor of code. */
async function write(page: Page, label: string, text: string) {
  const editor = page.getByRole('textbox', { name: label, exact: true })
  await editor.click()
  await page.keyboard.press('Control+a')
  await page.keyboard.insertText(text)
}

const pickContact = async (page: Page, name: string) => {
  await page.getByRole('combobox', { name: 'To', exact: true }).fill(name)
  await page.getByRole('option').filter({ hasText: name }).first().click()
}

describe('Templates in the console', async () => {
  const at = await openConsole()
  after(at.close)
  const { contactId } = at.server.demo.sample

  it('writes a template, sees it as a contact would, mends what is wrong at its line, and sends a test', async () => {
    const page = await at.signIn()
    await page.getByRole('link', { name: 'Templates' }).click()
    await page.getByText('No templates yet').waitFor()
    await picture(page, 'templates-empty')
    await page.getByRole('link', { name: 'New template' }).click()
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Thanks for the review')
    await page.getByRole('textbox', { name: 'Subject' }).fill('About {{ interaction.title }}')
    await write(page, 'MJML', mjml('Dear {{ contact.firstName | nope }}'))
    await page.getByText('Line 2: undefined filter: nope').waitFor()
    await checkPage(page)
    await picture(page, 'template-fault')
    await write(page, 'MJML', mjml('Dear {{ contact.firstName }}, you gave {{ interaction.rating }}'))
    await page.getByText('Something is missing for this contact').waitFor()
    await page.getByRole('listitem').filter({ hasText: 'interaction.rating' }).waitFor()
    await checkPage(page)
    await picture(page, 'template-missing')

    const { attributes } = await at.ask('GET', `/contacts/${contactId}`)
    const payload = { productSku: 'SCARF-SILK', rating: 2, title: 'So so 😀' }
    await at.ask('POST', '/interactions', { contactId, schemaId: 'product-review', payload })
    await pickContact(page, `${attributes.firstName} ${attributes.lastName}`)
    await page.getByRole('combobox', { name: 'Because of' }).click()
    await page.getByRole('option').filter({ hasText: 'review' }).first().click()
    const frame = page.frameLocator('iframe[title="The message"]')
    await frame.getByText(`Dear ${attributes.firstName}, you gave 2`).waitFor()
    await page.getByText('About So so 😀').waitFor()
    await picture(page, 'template-new')
    await showScheme(page, 'dark')
    await picture(page, 'template-new-dark')
    await showScheme(page, 'light')
    await page.getByText('Phone', { exact: true }).click()
    const paper = page.locator('iframe[title="The message"]')
    await until('it is as narrow as a phone', async () => (await paper.boundingBox())!.width <= 376)
    await frame.getByText(`Dear ${attributes.firstName}`).waitFor()
    await picture(page, 'template-new-on-phone')

    await page.getByRole('button', { name: 'Make template' }).click()
    await page.getByRole('heading', { name: 'Thanks for the review' }).waitFor()
    await frame.getByText('you gave 2').waitFor()
    await pictureOnPhone(page, 'template')
    await page.getByRole('button', { name: 'Send a test' }).click()
    await page.getByLabel('To another address').fill('me@example.com')
    await page.getByRole('button', { name: 'Send test' }).click()
    await page.getByRole('link', { name: 'Look at it' }).waitFor()
    await page.getByRole('dialog').getByText('sent', { exact: true }).waitFor()
    await checkPage(page)
    await picture(page, 'template-test')
    await page.getByRole('link', { name: 'Look at it' }).click()
    await page.getByRole('heading', { name: 'About So so 😀' }).waitFor()
    await frame.getByText('you gave 2').waitFor()
    await page.getByText('me@example.com').first().waitFor()
    await checkPage(page)
    await picture(page, 'message')
    await pictureOnPhone(page, 'message')
    await page.context().close()
    deepEqual(at.complaints.splice(0), [])
  })

  it('deletes a template, whatever was typed into it meanwhile', async () => {
    const mail = { channel: 'email', subject: 'Hello', mjml: mjml('Hello') }
    const { id } = await at.ask('POST', '/templates', { name: 'Short-lived', ...mail })
    const page = await at.signInAt(`/templates/${id}`)
    await page.getByRole('textbox', { name: 'Subject' }).fill('Never saved')
    await page.getByText('not saved yet').waitFor()
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await page.getByRole('button', { name: 'Delete template' }).click()
    await page.getByText('Short-lived is deleted').waitFor()
    await page.waitForURL(/\/templates$/)
    await at.visit(page, `/templates/${id}`)
    await page.getByRole('heading', { name: 'Template', exact: true }).waitFor()
    await page.context().close()
    ok(at.complaints.splice(0).every(complaint => complaint.includes('404')))
  })
})
