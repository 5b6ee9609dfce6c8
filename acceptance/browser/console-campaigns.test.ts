import { deepEqual } from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { checkPage, openConsole, picture, pictureOnPhone, settled } from '../kit/console.ts'

describe('Campaigns in the console', async () => {
  const at = await openConsole()
  after(at.close)

  it('makes a campaign for a segment, starts it, and follows it until everybody was served', async () => {
    const rule = { kind: 'attribute', name: 'email', is: 'present' }
    const { id: segmentId } = await at.ask('POST', '/segments', {
      name: 'Everyone with mail',
      kind: 'live',
      rule,
    })
    const { id: templateId } = await at.ask('POST', '/templates', {
      name: 'Spring news',
      channel: 'email',
      subject: 'Spring',
      text: 'Dear {{ contact.firstName | default: "you" }}',
    })
    const page = await at.signIn()
    await page.getByRole('link', { name: 'Campaigns' }).click()
    await page.getByText('No campaigns yet').waitFor()
    await page.getByRole('link', { name: 'New campaign' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('Spring')
    await page.getByRole('combobox', { name: 'Template' }).click()
    await page.getByRole('option', { name: 'Spring news' }).click()
    await page.getByRole('combobox', { name: 'Segment' }).click()
    await page.getByRole('option', { name: 'Everyone with mail' }).click()
    await page.getByTestId('reach').filter({ hasText: 'of them can be reached by e-mail' }).waitFor()
    await checkPage(page)
    await picture(page, 'campaign-new')
    await pictureOnPhone(page, 'campaign-new')
    await page.getByRole('button', { name: 'Make campaign' }).click()
    await page.getByRole('heading', { name: 'Spring' }).waitFor()
    await page.getByRole('button', { name: 'Start', exact: true }).click()
    await page.getByTestId('recipients').waitFor()
    await page.getByRole('radio', { name: 'At a time' }).check()
    await page.getByLabel('Date and time').fill('2020-01-01T09:00')
    await page.getByText('This time has passed').waitFor()
    await page.getByLabel('Date and time').fill('2099-01-01T09:00')
    await picture(page, 'campaign-start')
    await page.getByRole('button', { name: 'Schedule campaign' }).click()
    await page.getByText('scheduled', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Pause' }).click()
    await page.getByText('paused', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Stop' }).click()
    await page.getByRole('button', { name: 'Stop campaign' }).click()
    await page.getByText('stopped', { exact: true }).waitFor()

    const again = { name: 'Spring, again', kind: 'broadcast', templateId, segmentId }
    const { id } = await at.ask('POST', '/campaigns', again)
    await at.visit(page, `/campaigns/${id}`)
    await page.getByRole('button', { name: 'Start', exact: true }).click()
    await page.getByRole('button', { name: 'Start campaign' }).click()
    await page.getByText('done', { exact: true }).waitFor({ timeout: 20_000 })
    await page.getByText('The contact refused the channel.').first().waitFor()
    await settled(page)
    await checkPage(page)
    await picture(page, 'campaign')
    await pictureOnPhone(page, 'campaign')
    await page.getByLabel('State').selectOption('suppressed')
    await page.waitForURL(/state=suppressed/)
    const { items } = await at.ask('GET', '/campaigns?figures=true')
    deepEqual(
      items.map(({ state }: { state: string }) => state),
      ['done', 'stopped'],
    )
    await page.context().close()
    deepEqual(at.complaints.splice(0), [])
  })
})
