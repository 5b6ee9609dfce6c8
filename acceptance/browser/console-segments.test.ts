import { deepEqual, equal, ok } from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { checkPage, fitsPhone, openConsole, picture, settled, showScheme } from '../kit/console.ts'

const choose = async (page: Page, field: string, option: string) => {
  await page.locator(`input[aria-label="${field}"]`).last().click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

describe('Segments in the console', async () => {
  const at = await openConsole()
  after(at.close)
  const { contactId } = at.server.demo.sample

  it('builds one in sentences, and the count moves when an interaction comes in', async () => {
    const page = await at.signIn()
    await page.getByRole('link', { name: 'Segments' }).click()
    await page.getByRole('heading', { name: 'Segments', exact: true }).waitFor()
    await settled(page)
    await checkPage(page)
    await picture(page, 'segments')
    await at.visit(page, '/segments/new')
    await page.getByLabel('Name').fill('<b onclick="alert(1)">Unhappy</b> 😀')
    await page.getByRole('button', { name: 'Add a sentence' }).click()
    await page.getByRole('menuitem', { name: 'Interactions' }).click()
    await choose(page, 'Schema', 'Product review')
    await page.getByLabel('Number', { exact: true }).fill('3')
    await choose(page, 'When', 'in the last')
    await page.getByRole('button', { name: 'Add a condition' }).click()
    await choose(page, 'Property', 'Stars')
    await choose(page, 'Comparison', 'is below')
    await page.getByLabel('Value', { exact: true }).fill('3')
    await page.getByTestId('count').waitFor()
    await page.getByLabel('Counting').waitFor({ state: 'detached' }) // else it may be that of the rule before
    const before = await page.getByTestId('count').textContent()
    await checkPage(page)
    await picture(page, 'segment-new')
    await showScheme(page, 'dark')
    await picture(page, 'segment-new-dark')
    await showScheme(page, 'light')
    const payload = { productSku: 'SCARF-SILK', rating: 1, title: 'Not again' }
    for (let n = 0; n < 3; n++)
      await at.ask('POST', '/interactions', { contactId, schemaId: 'product-review', payload })
    await page
      .getByTestId('count')
      .filter({ hasText: String(Number(before) + 1) })
      .waitFor()
    await page.getByRole('button', { name: 'Make segment' }).click()
    await page.getByRole('heading', { name: '<b onclick="alert(1)">Unhappy</b> 😀' }).waitFor()
    const words = 'did “Product review” at least 3 times in the last 30 days, with Stars below 3'
    await page.getByText(`Everyone who ${words}`).waitFor()
    await page.getByRole('region', { name: 'Members' }).getByRole('link').first().waitFor()
    await checkPage(page)
    await picture(page, 'segment')
    await fitsPhone(page)
    await picture(page, 'segment-phone')
    await page.getByRole('button', { name: 'Edit', exact: true }).click()
    await page.getByTestId('count').waitFor()
    await picture(page, 'segment-edit-phone')
    await page.getByLabel('Description').fill('Whom we lose')
    await page.goBack()
    await page.getByRole('dialog', { name: 'Leave without saving?' }).waitFor()
    await page.getByRole('button', { name: 'Stay' }).click()
    equal(await page.getByLabel('Description').inputValue(), 'Whom we lose')
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: 'Edit', exact: true }).waitFor()
    await at.visit(page, `/contacts/${contactId}?tab=timeline`)
    const entered = page.getByRole('button', { name: 'Entered a segment' }).first()
    await entered.filter({ hasText: 'Unhappy' }).waitFor()
    await page.context().close()
    deepEqual(at.complaints.splice(0), [])
  })

  it('has fields for every kind of rule, and keeps a rule as it is when nothing is changed', async () => {
    const { id: listId } = await at.ask('POST', '/segments', { name: 'A list', kind: 'list' })
    const days = (amount: number) => ({ amount, unit: 'days' })
    const rule = {
      kind: 'any',
      of: [
        { kind: 'not', of: { kind: 'attribute', name: 'city', is: 'oneOf', values: ['Lund', 'Oslo'] } },
        { kind: 'contactType', oneOf: ['Member'] },
        { kind: 'approved', value: true },
        { kind: 'preference', channel: 'sms', accepts: false },
        { kind: 'consent', id: 'newsletter', value: true },
        { kind: 'created', within: { last: days(60), beforeLast: days(30) } },
        { kind: 'source', oneOf: ['till'] },
        { kind: 'reachable', channels: ['email', 'sms'] },
        { kind: 'segment', id: listId },
        { kind: 'messages', what: 'clicked', channel: 'email', has: { last: { last: days(9) } } },
        {
          kind: 'all',
          of: [{ kind: 'purchases', skus: ['A'], has: { sum: { of: 'amount', between: [1, 9] } } }],
        },
        {
          kind: 'interactions',
          schema: 'product-review',
          where: [
            {
              any: [
                { property: 'rating', is: 'less', value: 3 },
                { property: 'rating', not: true, is: 'present' },
              ],
            },
          ],
          has: { count: { between: [1, 3] } },
        },
      ],
    }
    const { id } = await at.ask('POST', '/segments', { name: 'Everything', kind: 'live', rule })
    const page = await at.signInAt(`/segments/${id}?edit=true`)
    await page.getByTestId('count').waitFor()
    equal(await page.getByRole('group').count(), 14)
    await checkPage(page)
    await picture(page, 'segment-everything')
    await page.getByLabel('Description').fill('All there is')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved').waitFor()
    const saved = await at.ask('GET', `/segments/${id}`)
    deepEqual([saved.description, saved.rule], ['All there is', rule])

    await at.visit(page, `/segments/${listId}`)
    await page.getByText('Everything').waitFor()
    await page.getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('button', { name: 'Delete segment' }).click()
    await page.getByText('Segment in use').waitFor()
    await page.getByRole('button', { name: 'Cancel' }).click()
    // It stays, and so does what the page hears of it.
    await at.ask('PATCH', `/segments/${listId}`, { name: 'Still a list' })
    await page.getByRole('heading', { name: 'Still a list' }).waitFor()
    await page.context().close()
    ok(at.complaints.splice(0).every(complaint => complaint.includes('409')))
  })

  it('asks what is in a list of an event that nobody registered', async () => {
    const { licenseCode, apiKey } = at.server.demo.webengage
    const answer = await fetch(`${at.server.demo.baseUrl}/v1/accounts/${licenseCode}/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        userId: 'u',
        eventName: 'Basket Filled',
        eventData: { items: ['hat'], sum: 5 },
      }),
    })
    equal(answer.status, 201)
    const page = await at.signInAt('/segments/new')
    await page.getByLabel('Name').fill('Hats')
    await page.getByRole('button', { name: 'Add a sentence' }).click()
    await page.getByRole('menuitem', { name: 'Interactions' }).click()
    await choose(page, 'Schema', 'Basket Filled')
    await page.getByRole('button', { name: 'Add a condition' }).click()
    await choose(page, 'Property', 'items')
    await page.getByRole('combobox', { name: 'Values' }).fill('hat')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Make segment' }).click()
    await page.getByRole('heading', { name: 'Hats' }).waitFor()
    const { items } = await at.ask('GET', '/segments?search=Hats')
    deepEqual(items[0].rule.of[0], {
      kind: 'interactions',
      schema: 'Basket Filled',
      where: [{ property: 'items', is: 'includes', values: ['hat'] }],
      has: { count: { atLeast: 1 } },
    })
    await page.context().close()
    deepEqual(at.complaints.splice(0), [])
  })

  it('tells the second of two who edit it, and shows both', async () => {
    const rule = { kind: 'attribute', name: 'city', is: 'equal', value: 'Lund' }
    const { id } = await at.ask('POST', '/segments', { name: 'Twice', kind: 'live', rule })
    const page = await at.signInAt(`/segments/${id}?edit=true`)
    await page.getByLabel('Name').fill('Mine')
    await at.ask('PATCH', `/segments/${id}`, { name: 'Theirs' })
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Somebody changed this segment meanwhile').waitFor()
    await page.getByRole('button', { name: 'Compare' }).click()
    await page.getByText('Theirs', { exact: true }).waitFor()
    equal(await page.getByLabel('Name').inputValue(), 'Mine')
    await checkPage(page)
    await page.getByRole('button', { name: 'Go on with mine' }).click()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('heading', { name: 'Mine' }).waitFor()
    equal((await at.ask('GET', `/segments/${id}`)).name, 'Mine')
    await at.visit(page, '/contacts')
    await page.keyboard.press('Control+k')
    await page.getByPlaceholder('A contact, a schema').fill('Mine')
    await page.getByRole('button', { name: 'Mine' }).click()
    await page.waitForURL(new RegExp(`/segments/${id}$`))
    await page.context().close()
    ok(at.complaints.splice(0).every(complaint => complaint.includes('412')))
  })

  it('puts the contacts of a CSV into a list, and says which rows were of nobody', async () => {
    const page = await at.signInAt('/segments/new')
    await page.getByLabel('Name').fill('Guests')
    await page.getByRole('radio', { name: 'List' }).check()
    await page.getByRole('button', { name: 'Make segment' }).click()
    await page.getByRole('heading', { name: 'Guests' }).waitFor()
    const { attributes } = await at.ask('GET', `/contacts/${contactId}`)
    const csv = `email\n${attributes.email}\nnobody@example.com\n`
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'guests.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
    await page.getByText('1 contact put in').waitFor()
    await page.getByText('Line 3, nobody@example.com').waitFor()
    await page.getByRole('link', { name: new RegExp(attributes.lastName) }).waitFor()
    await checkPage(page)
    await page.getByRole('button', { name: 'Take out', exact: true }).click()
    await page.getByText('Nobody is in it').waitFor()
    await page.getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('button', { name: 'Delete segment' }).click()
    await page.waitForURL(/\/segments$/)
    await page.getByRole('heading', { name: 'Segments', exact: true }).waitFor()
    await page.context().close()
    deepEqual(at.complaints.splice(0), [])
  })
})
