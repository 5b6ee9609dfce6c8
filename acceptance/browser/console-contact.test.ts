import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { checkPage, openConsole } from '../kit/console.ts'

describe('The card of a contact', async () => {
  const at = await openConsole()
  after(at.close)
  const { contactId } = at.server.demo.sample
  const card = `/contacts/${contactId}`

  it('edits attributes in place, and tells when somebody else did meanwhile', async () => {
    const page = await at.signInAt(card)
    await page.getByRole('button', { name: 'Edit' }).click()
    await checkPage(page)
    await page.getByLabel('City').fill('Lund')
    await at.ask('PATCH', card, { attributes: { firstName: 'Adela' } })
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Somebody changed this contact meanwhile').waitFor()
    equal(await page.getByLabel('City').inputValue(), 'Lund')
    await page.getByRole('button', { name: 'Compare' }).click()
    const compared = page.getByRole('region', { name: 'What is there, and what you entered' })
    await compared.getByRole('row').filter({ hasText: 'First name' }).getByText('Adela').waitFor()
    await compared.getByRole('row').filter({ hasText: 'City' }).getByText('Lund').waitFor()
    await checkPage(page)
    await page.getByRole('button', { name: 'Go on with mine' }).click()
    equal(await page.getByLabel('City').inputValue(), 'Lund')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved', { exact: true }).waitFor()
    const { attributes } = await at.ask('GET', card)
    deepEqual([attributes.firstName, attributes.city], ['Adela', 'Lund'])
    ok(at.complaints.splice(0).every(complaint => complaint.includes('412')))
    await page.context().close()
  })

  it('keeps what is typed when one leaves by mistake, and when the session ends in the middle of it', async () => {
    const page = await at.signInAt(card)
    await page.getByRole('button', { name: 'Edit' }).click()
    await page.getByLabel('City').fill('Visby')
    await page.getByRole('tab', { name: 'Timeline' }).click()
    await page.getByRole('dialog', { name: 'Leave without saving?' }).waitFor()
    await page.getByRole('button', { name: 'Stay' }).click()
    await page.context().clearCookies()
    await page.getByRole('button', { name: 'Save' }).click()
    const dialog = page.getByRole('dialog', { name: 'Sign in again' })
    await dialog.waitFor()
    await checkPage(page)
    await dialog.getByRole('textbox', { name: 'Password' }).fill(at.server.demo.console.password)
    await dialog.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('Saved', { exact: true }).waitFor()
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
    const page = await at.signInAt(`/contacts/${id}`)
    await page.getByRole('heading', { name: '<script>window.hurt = 2</script>' }).waitFor()
    await page.getByText('שלום עולם').waitFor()
    await page.getByText('🦊🌈').waitFor()
    equal(await page.evaluate('window.hurt'), undefined)
    await checkPage(page)
    await page.context().close()
    deepEqual(at.complaints.splice(0), [])
  })

  it('erases a person, who is then nowhere', async () => {
    const { id } = await at.ask('POST', '/contacts', {
      attributes: { firstName: 'Gone', email: 'gone@example.com' },
    })
    const page = await at.signInAt(`/contacts/${id}?tab=data`)
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
    const page = await at.signInAt(card, await at.newPerson('viewer'))
    equal(await page.getByRole('button', { name: 'Edit' }).count(), 0)
    equal(await page.getByRole('tab', { name: 'Data' }).count(), 0)
    ok(await page.getByRole('switch').first().isDisabled())
    await checkPage(page)
    await page.context().close()
    deepEqual(at.complaints.splice(0), [])
  })
})
