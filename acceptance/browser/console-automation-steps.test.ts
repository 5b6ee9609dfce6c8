import { deepEqual } from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { newSorryTemplate } from '../kit/automations.ts'
import { checkPage, openConsole, picture } from '../kit/console.ts'

const node = (page: Page, id: string) => page.locator(`.react-flow__node[data-id="${id}"]`)

describe('The steps of automations in the console', async () => {
  const at = await openConsole()
  after(at.close)
  const { contactId } = at.server.demo.sample

  it('says which way a contact would take, and has a form for every kind of step', async () => {
    const templateId = await newSorryTemplate(at)
    const list = await at.ask('POST', '/segments', { name: 'Guests', kind: 'list' })
    const everything = {
      entry: {
        kind: 'purchase',
        skus: ['A'],
        audience: { kind: 'all', of: [{ kind: 'approved', value: true }] },
      },
      start: 'time',
      steps: {
        time: {
          kind: 'waitForTime',
          slots: [{ from: '09:00', to: '17:00', weekdays: ['monday'] }],
          zone: 'contact',
          next: 'date',
        },
        date: {
          kind: 'waitForDate',
          date: 'contact.birthDay',
          offset: '-P7D',
          grace: 'PT1H',
          next: 'event',
          missed: 'event',
        },
        event: {
          kind: 'waitForEvent',
          event: { kind: 'order' },
          timeout: 'P1DT2H',
          next: 'value',
          timedOut: 'share',
        },
        value: {
          kind: 'splitByValue',
          path: 'contact.countryCode',
          cases: [{ equal: 'SE', next: 'share' }, { equal: 1 }],
          otherwise: 'share',
        },
        share: {
          kind: 'splitByShare',
          shares: [
            { percent: 30, next: 'update' },
            { percent: 70, next: 'update' },
          ],
        },
        update: {
          kind: 'updateContact',
          attributes: { visits: { increaseBy: 1 }, city: { from: 'entry.city' }, tags: { value: ['x'] } },
          preferences: { email: true },
          consents: [{ id: 'news', value: false }],
          next: 'list',
        },
        list: { kind: 'addToList', listId: list.id, next: 'unlist' },
        unlist: { kind: 'removeFromList', listId: list.id, next: 'record' },
        record: {
          kind: 'recordInteraction',
          schemaId: 'product-review',
          payload: { rating: 5, productSku: { template: '{{ entry.sku }}' } },
          next: 'send',
        },
        send: {
          kind: 'sendMessage',
          channel: 'email',
          templateId,
          ignoresLimits: true,
          next: 'message',
        },
        message: { kind: 'waitForMessage', step: 'send', timeout: 'P2D', opened: 'hook', timedOut: 'hook' },
        hook: {
          kind: 'webhook',
          url: 'https://example.com/x',
          headers: { 'X-A': 'b' },
          throttle: { name: 'x', perMinute: 5 },
          next: 'call',
        },
        call: {
          kind: 'callApi',
          method: 'GET',
          url: 'https://example.com/y',
          saveAs: 'y',
          timeoutMs: 1000,
          retries: 1,
          next: 'if',
          failed: 'if',
        },
        if: {
          kind: 'condition',
          test: {
            all: [
              { path: 'contact.city', is: 'oneOf', values: ['Lund', 'Oslo'] },
              { not: { any: [{ reachable: 'sms' }, { rule: { kind: 'approved', value: true } }] } },
              {
                happened: { kind: 'interaction', schemaId: 'product-review' },
                within: 'P30D',
                has: { sum: { of: 'rating', atLeast: 10 } },
              },
              { path: 'contact.city', is: 'equal', valueFrom: 'entry.city' },
            ],
          },
          yes: 'fork',
        },
        fork: { kind: 'fork', branches: [{ next: 'again' }, { next: 'aside' }] },
        aside: { kind: 'exit', reason: 'on the side' },
        again: { kind: 'jump', to: 'time', most: 2, otherwise: 'end' },
        end: { kind: 'exit', reason: 'enough' },
      },
      frequency: { limit: 'week', period: 'calendar', whileRunning: true },
      goal: { kind: 'purchase' },
      exits: [{ kind: 'consentChanged', consentId: 'news', value: false }],
      controlGroup: { percent: 10, universal: true },
      quietHours: { from: '21:00', to: '08:00', zone: 'contact' },
      frequencyCap: [{ channel: 'email', most: 3, within: 'P7D' }],
    }
    const { id } = await at.ask('POST', '/automations', { name: 'Everything', definition: everything })
    const page = await at.signInAt(`/automations/${id}`)
    for (const step of ['@entry', ...Object.keys(everything.steps)]) {
      await node(page, step).focus()
      await page.keyboard.press('Enter')
      await page.locator('aside').getByRole('heading').first().waitFor()
    }
    await checkPage(page)
    await picture(page, 'automation-everything')
    await page.locator('.react-flow__pane').click({ position: { x: 5, y: 300 } })
    await page.getByRole('textbox', { name: 'Description' }).fill('All there is')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Saved, version 1').waitFor()
    deepEqual((await at.ask('GET', `/automations/${id}`)).definition, everything)

    await at.visit(page, `/automations/${id}?tab=test&contact=${contactId}`)
    await page.getByRole('button', { name: 'Show the way' }).click()
    await page.getByRole('list', { name: 'Step by step' }).getByText('would be queued').waitFor()
    await checkPage(page)
    await picture(page, 'automation-test')
    await at.visit(page, '/contacts')
    await page.keyboard.press('Control+k')
    await page.getByPlaceholder('A contact, a schema').fill('Everything')
    await page.getByRole('button', { name: /Everything/ }).click()
    await page.waitForURL(new RegExp(`/automations/${id}$`))
    await page.context().close()
    deepEqual(at.complaints.splice(0), [])
  })

  it('draws a run with its branches, counts them on their ways, and lets another way be added', async () => {
    const steps = {
      fork: { kind: 'fork', branches: [{ next: 'soon' }, { next: 'later' }] },
      soon: { kind: 'wait', for: 'P1D', next: 'end' },
      later: { kind: 'wait', for: 'P7D', next: 'end' },
      end: { kind: 'exit' },
    }
    const definition = { entry: { kind: 'manual' }, start: 'fork', steps }
    const { id } = await at.ask('POST', '/automations', { name: 'Side by side', definition })
    await at.ask('POST', `/automations/${id}/start`)
    await at.ask('POST', `/automations/${id}/runs`, { contactIds: [contactId] })
    const page = await at.signInAt(`/automations/${id}?tab=runs`)
    await page.getByRole('button', { name: /, branch 1/ }).click()
    await page.getByText('Branch 1: Waits for a time').waitFor()
    await page.getByRole('list', { name: 'Branch 1, step by step' }).getByText('way 2').waitFor()
    deepEqual(await page.locator('.react-flow__node [data-now]').count(), 2)
    await checkPage(page)
    await picture(page, 'automation-branches')

    await at.visit(page, `/automations/${id}`)
    await page.getByTitle('1 run went this way').nth(2).waitFor()
    await node(page, 'fork').focus()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Add a way' }).click()
    await page.getByText('is missing').first().waitFor()
    await page.getByRole('combobox', { name: 'Way 3' }).click()
    await page.getByRole('option', { name: /\(end\)/ }).click()
    await page.getByText('is missing').first().waitFor({ state: 'detached' })
    await page.locator('.react-flow__edge').nth(5).waitFor()
    await checkPage(page)
    await picture(page, 'automation-fork')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('button', { name: 'Save version 2' }).click()
    await page.getByText('Saved, version 2').waitFor()
    deepEqual((await at.ask('GET', `/automations/${id}`)).definition.steps.fork.branches, [
      { next: 'soon' },
      { next: 'later' },
      { next: 'end' },
    ])

    await at.visit(page, `/automations/${id}?tab=test&contact=${contactId}`)
    await page.getByRole('button', { name: 'Show the way' }).click()
    await page.getByText('Branch 2 would end: exited').waitFor()
    await checkPage(page)
    await page.context().close()
    deepEqual(at.complaints.splice(0), [])
  })
})
