import { deepEqual, equal } from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { checkPage, openConsole, picture, pictureOnPhone, showScheme } from '../kit/console.ts'
import { until } from '../kit/until.ts'

const node = (page: Page, id: string) => page.locator(`.react-flow__node[data-id="${id}"]`)

describe('Areas in the console', async () => {
  const at = await openConsole()
  after(at.close)

  it('lets contacts enter by an area that is put together circle by circle', async () => {
    const { id: contactId } = await at.ask('POST', '/contacts', {
      attributes: { email: 'walker@example.com', location: { latitude: 52, longitude: 4 } },
    })
    const steps = { near: { kind: 'condition', test: { all: [] }, yes: 'end' }, end: { kind: 'exit' } }
    const asked = { ...steps, near: { ...steps.near, test: { reachable: 'email' } } }
    const definition = { entry: { kind: 'contactCreated' }, start: 'near', steps: asked }
    const { id } = await at.ask('POST', '/automations', { name: 'At the station', definition })
    const page = await at.signInAt(`/automations/${id}`)
    const box = (name: string) => page.getByRole('textbox', { name, exact: true })

    await node(page, '@entry').click()
    await page.getByRole('combobox', { name: 'Contacts enter when' }).click()
    await page.getByRole('option', { name: 'Enters or leaves an area' }).click()
    await page.getByText('is missing').nth(1).waitFor()
    await node(page, '@entry').getByRole('img', { name: '2 things to mend' }).waitFor()

    // Typed as people type, zeros in the middle of it; what is off the earth is told at its place.
    await box('Latitude of circle 1').pressSequentially('92.05')
    await page.getByText('must be <= 90').waitFor()
    await box('Latitude of circle 1').fill('')
    await box('Latitude of circle 1').pressSequentially('52.0501')
    await box('Longitude of circle 1').pressSequentially('-4.9003')
    await page.getByText('is missing').first().waitFor({ state: 'detached' })
    equal(await page.getByRole('note').count(), 0)
    await box('Radius of circle 1').fill('50')
    await page.getByRole('note').getByText('100 to 150 m or more is advised').waitFor()
    await node(page, '@entry').getByText('enters an area of location').waitFor()

    await page.getByRole('button', { name: 'Add a circle' }).click()
    await paste(page, 'Latitude of circle 2', '51.9244, 4.469')
    await box('Radius of circle 2').fill('300')
    await node(page, '@entry').getByText('enters 2 areas of location').waitFor()
    await page.getByRole('button', { name: 'Add a circle' }).click()
    await page.getByRole('button', { name: 'Remove circle 3' }).click()
    await page.getByText('is missing').first().waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Add a condition' }).click()
    const condition = page.getByRole('group', { name: 'A position' })
    equal(await condition.getByRole('combobox', { name: 'Value', exact: true }).inputValue(), 'now.location')
    await page.getByText('is missing').nth(1).waitFor()
    await condition.getByRole('button', { name: 'Remove condition' }).click()
    await page.getByText('is missing').first().waitFor({ state: 'detached' })
    await checkPage(page)
    await picture(page, 'automation-geofence')
    await showScheme(page, 'dark')
    await picture(page, 'automation-geofence-dark')
    await showScheme(page, 'light')
    await pictureOnPhone(page, 'automation-geofence')

    await node(page, 'near').click()
    await page.getByRole('combobox', { name: 'What is asked' }).click()
    await page.getByRole('option', { name: 'A position' }).click()
    await paste(page, 'Longitude of circle 1', '52.0501, -4.9003')
    await node(page, 'near').getByText('is inside an area').waitFor()
    equal(await page.getByRole('combobox', { name: 'Value', exact: true }).inputValue(), 'contact.location')
    await checkPage(page)
    await picture(page, 'automation-inside')

    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Saved, version 2').waitFor()
    const circle = { latitude: 52.0501, longitude: -4.9003 }
    const circles = [
      { ...circle, radius: 50 },
      { latitude: 51.9244, longitude: 4.469, radius: 300 },
    ]
    deepEqual((await at.ask('GET', `/automations/${id}`)).definition, {
      ...definition,
      entry: { kind: 'geofence', when: 'enters', circles },
      steps: {
        ...steps,
        near: { ...steps.near, test: { path: 'contact.location', inside: [{ ...circle, radius: 150 }] } },
      },
    })

    await at.ask('POST', `/automations/${id}/start`)
    await at.ask('PATCH', `/contacts/${contactId}`, { attributes: { location: circle } })
    await until('the contact has entered and left', async () => {
      const { items } = await at.ask('GET', `/automations/${id}/runs`)
      return items[0]?.state === 'ended'
    })
    await at.visit(page, `/automations/${id}?tab=runs`)
    await page.getByText('walker@example.com').first().waitFor()
    await page.context().close()
    deepEqual(at.complaints.splice(0), [])
  })
})

/** What pages have and tests do not. */
interface World {
  readonly DataTransfer: new () => { setData(kind: string, text: string): void }
  readonly ClipboardEvent: new (kind: string, init: object) => Event
}

const paste = (page: Page, name: string, text: string) =>
  page.getByRole('textbox', { name, exact: true }).evaluate((field, given) => {
    const { DataTransfer, ClipboardEvent } = globalThis as unknown as World
    const clipboardData = new DataTransfer()
    clipboardData.setData('text', given)
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, text)
