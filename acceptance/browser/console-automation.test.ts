import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { newSorryTemplate, sorryDefinition } from '../kit/automations.ts'
import { checkPage, openConsole, picture, settled } from '../kit/console.ts'

const node = (page: Page, id: string) => page.locator(`.react-flow__node[data-id="${id}"]`)

describe('Versions of an automation in the console', async () => {
  const at = await openConsole()
  after(at.close)
  const sorry = sorryDefinition(await newSorryTemplate(at))

  it('keeps where steps were dragged to, and shows two versions side by side', async () => {
    const { id } = await at.ask('POST', '/automations', { name: 'Twice', definition: sorry })
    const page = await at.signInAt(`/automations/${id}`)
    const box = await node(page, 'wait').boundingBox()
    ok(box)
    await page.mouse.move(box.x + 60, box.y + 20)
    await page.mouse.down()
    await page.mouse.move(box.x + 260, box.y + 20, { steps: 6 })
    await page.mouse.up()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Saved, version 1').waitFor()
    const moved = await at.ask('GET', `/automations/${id}`)
    ok(moved.layout.wait.x > moved.layout['@entry'].x + 100)
    equal(moved.definitionVersion, 1)
    await node(page, 'wait').click()
    await page.getByRole('textbox', { name: 'For' }).fill('3')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Saved, version 2').waitFor()
    await page.getByRole('tab', { name: 'Versions' }).click()
    const list = page.getByRole('list', { name: 'What is other' })
    await list.getByText('Wait (wait)').waitFor()
    match((await list.textContent()) ?? '', /changed.*for: 2 days → 3 days/)
    await settled(page)
    await checkPage(page)
    await picture(page, 'automation-versions')
    await page.context().close()
    deepEqual(at.complaints.splice(0), [])
  })

  it('tells the second of two who edit it, shows both, and loses nothing when the session ends', async () => {
    const { id } = await at.ask('POST', '/automations', { name: 'Shared', definition: sorry })
    const person = await at.newPerson('marketer')
    const page = await at.signInAt(`/automations/${id}`, person)
    await node(page, 'wait').click()
    await page.getByRole('textbox', { name: 'For' }).fill('5')
    const theirs = { ...sorry, steps: { ...sorry.steps, wait: { ...sorry.steps.wait, for: 'P9D' } } }
    await at.ask('PATCH', `/automations/${id}`, { definition: theirs })
    await page.getByText('Somebody changed this automation meanwhile').waitFor()
    ok(await page.getByRole('button', { name: 'Save', exact: true }).isDisabled())
    await page.getByRole('button', { name: 'Compare' }).click()
    await page.getByRole('list', { name: 'What is other' }).getByText('9 days').waitFor()
    equal(await page.getByRole('textbox', { name: 'For' }).inputValue(), '5')
    await checkPage(page)
    await picture(page, 'automation-overtaken')
    await page.getByRole('button', { name: 'Go on with mine' }).click()
    await page.context().clearCookies()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Your session has ended').waitFor()
    await page.getByRole('textbox', { name: 'Password' }).fill(person.password)
    await page.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('Saved, version 3').waitFor()
    equal((await at.ask('GET', `/automations/${id}`)).definition.steps.wait.for, 'P5D')
    await page.context().close()
    ok(at.complaints.splice(0).every(complaint => complaint.includes('401')))
  })
})
