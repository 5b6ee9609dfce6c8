import { deepEqual } from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { newSorryTemplate, sorryDefinition } from '../kit/automations.ts'
import { checkPage, openConsole, picture, settled, showScheme } from '../kit/console.ts'
import { until } from '../kit/until.ts'

const pick = async (page: Page, field: string, option: string | RegExp) => {
  await page.getByRole('combobox', { name: field, exact: true }).last().click()
  await page.getByRole('option', { name: option, exact: typeof option === 'string' }).click()
}
const node = (page: Page, id: string) => page.locator(`.react-flow__node[data-id="${id}"]`)
const add = async (page: Page, after: string, kind: string) => {
  await page.getByRole('button', { name: after }).click()
  await page.getByRole('menuitem', { name: kind }).click()
}

describe('Making an automation in the console', async () => {
  const at = await openConsole()
  after(at.close)
  const { contactId } = at.server.demo.sample
  const templateId = await newSorryTemplate(at)

  it('draws the tour: a bad review, two days, and unless they bought an e-mail; then the clock moves', async () => {
    const page = await at.signIn()
    await page.getByRole('link', { name: 'Automations' }).click()
    await page.getByText('No automations yet').waitFor()
    await settled(page)
    await checkPage(page)
    await picture(page, 'automations-empty')
    await page.getByRole('link', { name: /From scratch/ }).click()
    await node(page, '@entry').click()
    await pick(page, 'Schema', 'Product review')
    await page.getByRole('button', { name: 'Add a condition' }).click()
    await page.getByRole('combobox', { name: 'Value', exact: true }).fill('rating')
    await page.getByRole('option', { name: /Stars/ }).click()
    await pick(page, 'Comparison', 'is below')
    await page.getByRole('textbox', { name: 'Value', exact: true }).fill('3')
    await add(page, 'Add a step after Entry', 'Wait Some minutes')
    await page.getByRole('textbox', { name: 'For' }).fill('2')
    await add(page, 'Add a step after Wait (wait)', 'Condition')
    await add(page, 'Add a step after Condition, No (condition)', 'Send a message')
    await page
      .getByText('1 thing to mend')
      .or(page.getByRole('img', { name: '1 thing to mend' }))
      .first()
      .waitFor()
    await pick(page, 'Template', 'We are sorry')
    await page.getByRole('img', { name: 'to mend' }).waitFor({ state: 'detached' })
    await page.keyboard.press('Escape')
    await checkPage(page)
    await picture(page, 'automation-new')
    await showScheme(page, 'dark')
    await picture(page, 'automation-new-dark')
    await showScheme(page, 'light')
    await page.locator('.react-flow__pane').click({ position: { x: 20, y: 300 } })
    await page.getByRole('textbox', { name: 'Name' }).fill('Sorry')
    await page.getByRole('button', { name: 'Save as a draft' }).click()
    await page.waitForURL(/\/automations\/[0-9a-f-]{36}$/)
    await page.getByRole('heading', { name: 'Sorry', exact: true }).waitFor()
    const id = page.url().split('/').at(-1)!
    deepEqual((await at.ask('GET', `/automations/${id}`)).definition, sorryDefinition(templateId))

    await page.getByRole('button', { name: 'Start', exact: true }).click()
    await page.getByText('Sorry runs').waitFor()
    const payload = { productSku: 'SCARF-SILK', rating: 1, title: 'Torn' }
    await at.ask('POST', '/interactions', { contactId, schemaId: 'product-review', payload })
    await node(page, 'wait').getByText('1', { exact: true }).waitFor()
    await page.getByText('1 on their way').waitFor()
    await picture(page, 'automation-running')
    await page.getByRole('tab', { name: 'Try it' }).click()
    await page.getByRole('button', { name: '2 days on' }).click()
    const isOurs = (each: { subject: string }) => each.subject === 'About SCARF-SILK'
    await until('the e-mail is in the outbox', async () =>
      (await at.ask('GET', '/outbox')).items.some(isOurs),
    )
    const mail = (await at.ask('GET', '/outbox')).items.find(isOurs)
    deepEqual([mail.contactId, mail.text], [contactId, 'You gave SCARF-SILK 1 of 5.'])
    await page.getByRole('tab', { name: 'Canvas' }).click()
    await page.getByText('0 on their way · 1 ended').waitFor()
    await page.getByTitle('1 run went this way').first().waitFor()
    await checkPage(page)

    await page.getByRole('tab', { name: 'Runs' }).click()
    await page.getByRole('region', { name: 'Runs' }).getByRole('button').first().click()
    await page.getByRole('list', { name: 'Step by step' }).getByText('queued').waitFor()
    await page.getByText('Came to the end').first().waitFor()
    await settled(page)
    await checkPage(page)
    await picture(page, 'automation-run')
    await page.getByRole('link', { name: 'Why?' }).click()
    await page.getByRole('list', { name: 'Why' }).getByText('completed').waitFor()
    await at.visit(page, `/automations/${id}?tab=runs&contact=${await strangerOf(contactId)}`)
    await page
      .getByRole('list', { name: 'Why' })
      .getByText(/does not fit the conditions|Nothing of the kind|before the automation was started/)
      .waitFor()
    await checkPage(page)
    await picture(page, 'automation-why')
    await page.context().close()
    deepEqual(at.complaints.splice(0), [])
  })

  async function strangerOf(known: string): Promise<string> {
    const { items } = await at.ask('GET', '/contacts?limit=5')
    return items.find(({ id }: { id: string }) => id !== known).id
  }
})
