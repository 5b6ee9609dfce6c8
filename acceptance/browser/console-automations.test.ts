import { deepEqual, equal, ok } from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { newSorryTemplate, sorryDefinition } from '../kit/automations.ts'
import { checkPage, fitsPhone, openConsole, picture } from '../kit/console.ts'

const node = (page: Page, id: string) => page.locator(`.react-flow__node[data-id="${id}"]`)
const handle = (page: Page, id: string, end: 'source' | 'target') =>
  node(page, id).locator(`.react-flow__handle.${end}`)

/** Where it is when it has stood still for three looks: the canvas fits itself to the window after it was drawn. */
async function stillBox(page: Page, what: Locator) {
  const looks: string[] = []
  while (looks.length < 3 || new Set(looks.slice(-3)).size > 1) {
    ok(looks.length < 100, 'it never stands still')
    await page.waitForTimeout(100)
    looks.push(JSON.stringify(await what.boundingBox()))
  }
  return what.boundingBox()
}

async function drag(page: Page, from: Locator, to: Locator) {
  const [start, end] = [await stillBox(page, from), await stillBox(page, to)]
  ok(start && end)
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2)
  await page.mouse.down()
  await page.mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 8 })
  await page.mouse.up()
}

/** A page asks again within a second of what it hears. */
const longerThanLiveMs = 1500

/** The answer to a deletion comes late: the page hears of it by its stream first. */
async function answerLate(page: Page, path: string) {
  await page.route(`**/parley/v1${path}`, async route => {
    if (route.request().method() !== 'DELETE') return route.fallback()
    const response = await route.fetch()
    await page.waitForTimeout(longerThanLiveMs)
    await route.fulfill({ response })
  })
}

describe('Automations in the console', async () => {
  const at = await openConsole()
  after(at.close)

  it('is drawn by keyboard alone, undone and redone, and what is not saved outlives a reload', async () => {
    const page = await at.signInAt('/automations/new?starter=birthday')
    await node(page, '@entry').waitFor()
    await page.getByRole('button', { name: 'Add a step between wish' }).waitFor({ state: 'detached' })
    await node(page, 'wish').focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Send a message' }).waitFor()
    await page.keyboard.press('Alt+ArrowUp')
    await page.getByRole('heading', { name: 'Entry' }).waitFor()
    await page.keyboard.press('Alt+ArrowDown')
    await page.getByRole('heading', { name: 'Send a message' }).waitFor()
    const below = page.getByRole('button', { name: 'Add a step after Send a message (wish)' })
    await below.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: /^Wait Some/ }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Wait', exact: true }).waitFor()
    await page.keyboard.press('Escape')
    await node(page, 'wait').focus()
    await page.keyboard.press('e')
    const next = page.getByRole('combobox', { name: 'Next' })
    await next.focus()
    await page.keyboard.type('New: End')
    await page.keyboard.press('Enter')
    await node(page, 'exit').waitFor()
    await node(page, 'wait').focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Delete')
    await node(page, 'wait').waitFor({ state: 'detached' })
    await page.keyboard.press('Control+z')
    await node(page, 'wait').waitFor()
    await page.keyboard.press('Control+z')
    await node(page, 'exit').waitFor({ state: 'detached' })
    await page.keyboard.press('Control+y')
    await node(page, 'exit').waitFor()
    await page.reload()
    await page.getByText('This is what you had not saved').waitFor()
    await node(page, 'exit').waitFor()
    await checkPage(page)
    await page.getByRole('button', { name: 'Begin anew' }).click()
    await node(page, 'exit').waitFor({ state: 'detached' })
    await page.context().close()
    deepEqual(at.complaints.splice(0), [])
  })

  it('is joined by mouse from step to step, started, paused, resumed, stopped and deleted', async () => {
    const { sendMessage, ...others } = sorryDefinition(await newSorryTemplate(at)).steps
    const condition = { kind: 'condition', test: others.condition.test }
    const steps = { wait: others.wait, condition, bye: { kind: 'exit', reason: 'enough' }, sendMessage }
    const { id } = await at.ask('POST', '/automations', {
      name: 'Joined',
      definition: {
        ...sorryDefinition(sendMessage.templateId),
        steps: { ...steps, condition: { ...condition, yes: 'bye', no: 'sendMessage' } },
      },
    })
    const page = await at.signInAt(`/automations/${id}`)
    await drag(page, handle(page, 'sendMessage', 'source'), handle(page, 'bye', 'target'))
    await page.locator('.react-flow__edge[data-id*="sendMessage"]').waitFor({ state: 'attached' })
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Saved, version 2').waitFor()
    equal((await at.ask('GET', `/automations/${id}`)).definition.steps.sendMessage.next, 'bye')
    // What would lead back in a circle is not joined.
    await drag(page, handle(page, 'sendMessage', 'source'), handle(page, 'wait', 'target'))
    ok(await page.getByRole('button', { name: 'Save', exact: true }).isHidden())

    const stateIs = async (state: string) => equal((await at.ask('GET', `/automations/${id}`)).state, state)
    await page.getByRole('button', { name: 'Start', exact: true }).click()
    await page.getByText('Joined runs', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Pause', exact: true }).click()
    await page.getByText('Joined stands still').waitFor()
    await stateIs('paused')
    await page.getByRole('button', { name: 'Resume', exact: true }).click()
    await page.getByText('Joined runs again').waitFor()
    await stateIs('running')
    await page.getByRole('button', { name: 'Stop', exact: true }).click()
    await page.getByRole('button', { name: 'Stop automation' }).click()
    await page.getByText('Joined is stopped').waitFor()
    await stateIs('stopped')
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await answerLate(page, `/automations/${id}`)
    await page.getByRole('button', { name: 'Delete automation' }).click()
    await page.getByText('Joined is deleted').waitFor()
    await page.waitForURL(/\/automations$/)
    const { items } = await at.ask('GET', '/automations')
    ok(items.every((each: { id: string }) => each.id !== id))
    await page.context().close()
    deepEqual(at.complaints.splice(0), [])
  })

  it('is read on a phone and by who may not change it', async () => {
    const { id } = await at.ask('POST', '/automations', {
      name: 'Sorry',
      definition: sorryDefinition(await newSorryTemplate(at)),
    })
    await at.ask('POST', `/automations/${id}/start`)
    const page = await at.signInAt('/automations?state=running', await at.newPerson('viewer'), {
      viewport: { width: 390, height: 844 },
    })
    await fitsPhone(page)
    await picture(page, 'automations-phone')
    await checkPage(page)
    await page.getByRole('link', { name: /Sorry/ }).click()
    await node(page, 'wait').click()
    await page.locator('aside').getByText('2 days').waitFor()
    equal(await page.getByRole('button', { name: /Add a step|Save|Pause/ }).count(), 0)
    await fitsPhone(page)
    await checkPage(page)
    await picture(page, 'automation-phone')
    await page.context().close()
    deepEqual(at.complaints.splice(0), [])
  })
})
