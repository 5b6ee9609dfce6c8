import { deepEqual, equal, ok } from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { checkPage, fitsPhone, openConsole, picture } from '../kit/console.ts'

describe('Two contacts that are one person', async () => {
  const at = await openConsole()
  after(at.close)

  it('become one, after a look at what comes of it', async () => {
    const store = await at.ask('POST', '/contacts', {
      attributes: { firstName: 'Linnea', lastName: '<i>Ek</i>', email: 'linnea@example.com', city: 'Lund' },
      preferences: { sms: true },
    })
    const shop = await at.ask('POST', '/contacts', {
      attributes: { firstName: 'L.', email: 'linnea.ek@example.com', city: 'Malmö', zipCode: '21119' },
      preferences: { email: true },
    })
    const payload = { productSku: 'SCARF-SILK', rating: 5, title: 'Love it' }
    await at.ask('POST', '/interactions', { contactId: shop.id, schemaId: 'product-review', payload })

    const page = await at.signInAt(`/contacts/${shop.id}`)
    await page.getByRole('link', { name: 'Merge' }).click()
    await page.getByText('Who is the same person?').waitFor()
    await checkPage(page)
    await page.getByRole('combobox', { name: 'The other contact' }).fill('Linnea')
    await page.getByRole('option').filter({ hasText: 'Linnea' }).click()
    await page.getByRole('radio', { name: 'Linnea <i>Ek</i>' }).check()
    const outcome = page.getByRole('region', { name: 'Attributes' })
    await outcome.getByRole('row').filter({ hasText: 'Malmö' }).getByText('not kept').waitFor()
    deepEqual(
      await outcome.getByRole('row').filter({ hasText: 'City' }).getByRole('cell').last().textContent(),
      'Lund',
    )
    await checkPage(page)
    await picture(page, 'merge')
    await fitsPhone(page)
    await picture(page, 'merge-phone')
    await page.getByRole('button', { name: 'Merge', exact: true }).click()
    await page.getByRole('button', { name: 'Merge for good' }).click()
    await page.waitForURL(new RegExp(`/contacts/${store.id}$`))
    const merged = await at.ask('GET', `/contacts/${store.id}`)
    deepEqual(
      [merged.attributes.firstName, merged.attributes.email, merged.attributes.zipCode],
      ['Linnea', 'linnea@example.com', '21119'],
    )
    deepEqual([merged.preferences.email, merged.preferences.sms], [true, true])
    equal((await at.ask('GET', `/interactions?contactId=${store.id}`)).items.length, 1)
    await at.visit(page, `/contacts/${shop.id}`)
    await page.getByText('This contact is part of another one now').waitFor()
    await page.getByRole('link', { name: 'Go to the contact' }).click()
    await page.waitForURL(new RegExp(`/contacts/${store.id}$`))
    await page.context().close()
    ok(at.complaints.splice(0).every(complaint => /410|404/.test(complaint)))
  })
})
