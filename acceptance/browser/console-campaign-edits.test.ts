import { equal, ok } from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { checkPage, openConsole, picture } from '../kit/console.ts'

describe('A campaign of two people', async () => {
  const at = await openConsole()
  after(at.close)
  const { contactId } = at.server.demo.sample

  it('tells the second of two who edit a campaign, and how a transactional one is called', async () => {
    const { id: templateId } = await at.ask('POST', '/templates', {
      name: 'Code',
      channel: 'sms',
      text: '{{ token }}',
      isTransactional: true,
    })
    const { id } = await at.ask('POST', '/campaigns', { name: 'Codes', kind: 'transactional', templateId })
    const page = await at.signInAt(`/campaigns/${id}?edit=true`)
    await page.getByRole('textbox', { name: 'Name' }).fill('My codes')
    await at.ask('PATCH', `/campaigns/${id}`, { name: 'Their codes' })
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Somebody changed this campaign meanwhile').waitFor()
    await page.getByRole('button', { name: 'Compare' }).click()
    await page.getByText('Their codes', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Go on with mine' }).click()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('heading', { name: 'My codes', exact: true }).waitFor()
    await page.getByText(`/campaigns/${id}/sends`).waitFor()
    await page.getByRole('button', { name: 'Start', exact: true }).click()
    await page.getByRole('button', { name: 'Start campaign' }).click()
    await page.getByText('It runs: each call sends one message.').waitFor()
    await checkPage(page)
    await picture(page, 'campaign-transactional')
    await at.ask('POST', `/campaigns/${id}/sends`, { contactId, context: { token: '1234' } })
    await page.getByRole('region', { name: 'Recipients' }).getByText('sent', { exact: true }).waitFor()
    await at.visit(page, '/campaigns')
    await page.getByText('1 of 1, 100').waitFor()
    await checkPage(page)
    await picture(page, 'campaigns')
    await at.visit(page, '/outbox?state=failed')
    await page.getByText('No such message').waitFor()
    await page.getByRole('button', { name: 'Show all' }).click()
    await page.getByRole('link', { name: 'Code' }).waitFor()
    await page.getByRole('combobox', { name: 'To', exact: true }).fill('nobody at all')
    await page.getByText('Nobody of that name.').waitFor()
    await page.keyboard.press('Escape')
    await checkPage(page)
    await picture(page, 'outbox')
    await page.context().close()

    const viewer = await at.signInAt(`/templates/${templateId}`, await at.newPerson('viewer'))
    await viewer.getByRole('heading', { name: 'Code', exact: true }).waitFor()
    equal(await viewer.getByRole('button', { name: 'Save' }).count(), 0)
    await checkPage(viewer)
    await viewer.keyboard.press('Control+k')
    await viewer.getByPlaceholder('A contact, a schema').fill('My codes')
    await viewer.getByRole('button', { name: 'My codes' }).click()
    await viewer.waitForURL(new RegExp(`/campaigns/${id}$`))
    await viewer.context().close()
    ok(at.complaints.splice(0).every(complaint => complaint.includes('412')))
  })
})
