import { deepEqual, equal, match, ok } from 'node:assert/strict'
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
    await page.getByPlaceholder('Name, e-mail, phone, number …').fill('ada')
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
    const page = await at.signIn()
    await at.visit(page, `${card}?tab=timeline&kinds=interactions`)
    const payload = { productSku: 'SCARF-SILK', rating: 5, title: 'Just seen' }
    await at.ask('POST', '/interactions', { contactId, schemaId: 'product-review', payload })
    await page.getByText('Just seen').waitFor()
    await page.context().close()
    deepEqual(at.complaints.splice(0), [])
  })

  it('edits attributes in place, and tells when somebody else did meanwhile', async () => {
    const page = await at.signIn()
    await at.visit(page, card)
    await page.getByRole('button', { name: 'Edit' }).click()
    await checkPage(page)
    await page.getByLabel('City').fill('Lund')
    await at.ask('PATCH', card, { attributes: { firstName: 'Adela' } })
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Somebody changed this contact meanwhile').waitFor()
    equal(await page.getByLabel('City').inputValue(), 'Lund')
    await page.getByRole('button', { name: 'Show what is there now' }).click()
    await page.getByRole('heading', { name: 'Adela Åberg' }).waitFor()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved').waitFor()
    const { attributes } = await at.ask('GET', card)
    deepEqual([attributes.firstName, attributes.city], ['Adela', 'Lund'])
    ok(at.complaints.splice(0).every(complaint => complaint.includes('412')))
    await page.context().close()
  })

  it('keeps what is typed when the session ends in the middle of it', async () => {
    const page = await at.signIn()
    await at.visit(page, card)
    await page.getByRole('button', { name: 'Edit' }).click()
    await page.getByLabel('City').fill('Visby')
    await page.context().clearCookies()
    await page.getByRole('button', { name: 'Save' }).click()
    const dialog = page.getByRole('dialog', { name: 'Sign in again' })
    await dialog.waitFor()
    await checkPage(page)
    await dialog.getByRole('textbox', { name: 'Password' }).fill(at.server.demo.console.password)
    await dialog.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('Saved').waitFor()
    equal((await at.ask('GET', card)).attributes.city, 'Visby')
    await page.context().close()
    ok(at.complaints.splice(0).every(complaint => complaint.includes('401')))
  })

  it('shows HTML, script, right-to-left text and emoji as what they are', async () => {
    const odd = {
      firstName: '<img src=x onerror="window.hurt = 1">',
      lastName: '<script>window.hurt = 2</script>',
      city: 'שלום עולם',
      nickname: '🦊🌈',
      email: 'odd@example.com',
    }
    const { id } = await at.ask('POST', '/contacts', { attributes: odd })
    const page = await at.signIn()
    await at.visit(page, `/contacts/${id}`)
    await page.getByRole('heading', { name: '<script>window.hurt = 2</script>' }).waitFor()
    await page.getByText('שלום עולם').waitFor()
    await page.getByText('🦊🌈').waitFor()
    equal(await page.evaluate('window.hurt'), undefined)
    await checkPage(page)
    await page.context().close()
    deepEqual(at.complaints.splice(0), [])
  })

  it('scrolls through thousands of interactions without a blank frame', async () => {
    const { id } = await at.ask('POST', '/contacts', { attributes: { email: 'busy@example.com' } })
    const payload = { productSku: 'CAP-COTTON', rating: 4 }
    const items = Array.from({ length: 1000 }, () => ({ contactId: id, schemaId: 'product-review', payload }))
    for (let n = 0; n < 10; n++) await at.ask('POST', '/interactions/batch', { items })
    const page = await at.signIn()
    await at.visit(page, `/contacts/${id}?tab=interactions`)
    await page.getByRole('article').first().waitFor()
    // Until the end, page after page; at each step what is in the window is drawn.
    for (let step = 0; step < 60; step++) {
      await page.mouse.wheel(0, 3000)
      await page.waitForTimeout(16)
      const isDrawn = await page.evaluate(
        'Boolean(document.elementFromPoint(innerWidth / 2 + 200, innerHeight / 2)?.closest("article, [role=feed]"))',
      )
      ok(isDrawn, `blank at step ${step}`)
    }
    ok((await page.getByRole('article').count()) < 80)
    await page.context().close()
    deepEqual(at.complaints.splice(0), [])
  })

  it('erases a person, who is then nowhere', async () => {
    const { id } = await at.ask('POST', '/contacts', {
      attributes: { firstName: 'Gone', email: 'gone@example.com' },
    })
    const page = await at.signIn()
    await at.visit(page, `/contacts/${id}?tab=data`)
    await page.getByRole('button', { name: 'Erase this contact' }).click()
    const dialog = page.getByRole('dialog')
    equal(await dialog.getByRole('button', { name: 'Erase for good' }).isDisabled(), true)
    await checkPage(page)
    await dialog.getByRole('textbox').fill('erase')
    await dialog.getByRole('button', { name: 'Erase for good' }).click()
    await page.waitForURL(/\/contacts$/)
    await page.context().close()
    ok(at.complaints.splice(0).every(complaint => complaint.includes('404')))
    const again = await at.signIn()
    await again.goto(`${at.server.url}/contacts/${id}`)
    await again.getByText('There is no contact at this address').waitFor()
    match(again.url(), new RegExp(id))
    await again.context().close()
    at.complaints.splice(0)
  })

  it('gives a viewer no way to change anything', async () => {
    const page = await at.signIn(await at.newPerson('viewer'))
    await at.visit(page, card)
    equal(await page.getByRole('button', { name: 'Edit' }).count(), 0)
    equal(await page.getByRole('tab', { name: 'Data' }).count(), 0)
    ok(await page.getByRole('switch').first().isDisabled())
    await checkPage(page)
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
