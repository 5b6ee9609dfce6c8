import { deepEqual, equal } from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { checkPage, openConsole, picture, settled } from '../kit/console.ts'

describe('Contacts in the console', async () => {
  const at = await openConsole()
  after(at.close)
  const { contactId } = at.server.demo.sample
  const card = `/contacts/${contactId}`

  it('finds a contact and reads her interactions', async () => {
    const page = await at.signIn()
    await page.getByRole('link', { name: 'Contacts' }).click()
    await page.getByPlaceholder('Name, e-mail, phone …').fill('ada')
    await page.waitForURL(/search=ada/)
    await settled(page)
    await checkPage(page)
    await picture(page, 'contacts')
    await page.getByRole('link', { name: 'Ada Åberg' }).first().click()
    await page.getByRole('heading', { name: 'Ada Åberg' }).waitFor()
    await page.getByRole('tab', { name: 'Interactions' }).click()
    const first = page.getByRole('article').first()
    await first.getByText('Reuse Spring Sale').waitFor()
    deepEqual(await first.locator('dt').allTextContents(), ['Price', 'Created', 'Name'])
    await first.getByRole('button', { name: 'Body' }).click()
    await first.getByText('"contactId"').waitFor()
    await checkPage(page)
    await picture(page, 'interactions')
    await page.context().close()
    deepEqual(at.complaints.splice(0), [])
  })

  it('shows every tab without a fault, and each can be linked to', async () => {
    const page = await at.signIn()
    for (const tab of ['timeline', 'messages', 'purchases', 'surveys', 'automations', 'changes', 'data']) {
      await at.visit(page, `${card}?tab=${tab}`)
      const name = new RegExp(tab, 'i')
      equal(await page.getByRole('tab', { name }).getAttribute('aria-selected'), 'true')
      await checkPage(page)
      await picture(page, `contact-${tab}`)
    }
    await at.visit(page, card)
    await checkPage(page)
    await page.context().close()
    deepEqual(at.complaints.splice(0), [])
  })

  it('shows what happens as it happens', async () => {
    const page = await at.signInAt(`${card}?tab=timeline&kinds=interactions`)
    const payload = { productSku: 'SCARF-SILK', rating: 5, title: 'Just seen' }
    await at.ask('POST', '/interactions', { contactId, schemaId: 'product-review', payload })
    await page.getByText('Just seen').first().waitFor()
    await page.context().close()
    deepEqual(at.complaints.splice(0), [])
  })

  it('narrows by a segment that is found by its name', async () => {
    const { id } = await at.ask('POST', '/segments', { name: 'Guests of the fair', kind: 'list' })
    await at.ask('POST', '/segments', { name: 'Neighbours', kind: 'list' })
    const page = await at.signInAt('/contacts')
    await page.getByRole('combobox', { name: 'Segment' }).fill('fair')
    await page.getByRole('option', { name: 'Neighbours' }).waitFor({ state: 'detached' })
    await page.getByRole('option', { name: 'Guests of the fair' }).click()
    await page.getByText('Nobody fits').waitFor()
    equal(new URL(page.url()).searchParams.get('segment'), id)
    await page.reload()
    await page.getByText('Nobody fits').waitFor()
    equal(await page.getByRole('combobox', { name: 'Segment' }).inputValue(), 'Guests of the fair')
    await page.context().close()
    deepEqual(at.complaints.splice(0), [])
  })

  it('tells on Home how it goes', async () => {
    const page = await at.signIn()
    await checkPage(page)
    await picture(page, 'home')
    await at.ask('POST', '/contacts', { attributes: { email: 'new@example.com' } })
    await page.getByText('Contact created').first().waitFor()
    await page.context().close()
    deepEqual(at.complaints.splice(0), [])
  })
})
