import { equal } from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { openConsole } from '../kit/console.ts'
import { fieldOf } from '../kit/schemas-page.ts'

/** Key by key, as a person does: a field that corrects what is half typed makes 45 of 4.5. */
async function type(field: Locator, keys: string) {
  await field.click()
  await field.press('ControlOrMeta+a')
  await field.pressSequentially(keys)
  equal(await field.inputValue(), keys)
}

describe('Numbers in the console', async () => {
  const at = await openConsole()
  after(at.close)
  const choose = async (page: Page, field: string, option: string) => {
    await page.locator(`input[aria-label="${field}"]`).last().click()
    await page.getByRole('option', { name: option, exact: true }).click()
  }

  it('are typed with a point and a minus in the rule of a segment', async () => {
    const page = await at.signInAt('/segments/new')
    await page.getByRole('button', { name: 'Add a sentence' }).click()
    await page.getByRole('menuitem', { name: 'Interactions' }).click()
    await choose(page, 'Schema', 'Product review')
    await page.getByRole('button', { name: 'Add a condition' }).click()
    await choose(page, 'Property', 'Stars')
    await choose(page, 'Comparison', 'is below')
    for (const keys of ['-0.5', '4.05']) await type(page.getByLabel('Value', { exact: true }), keys)
    await page.getByLabel('Name').fill('Nearly')
    await page.getByRole('button', { name: 'Make segment' }).click()
    await page.getByText('with Stars below 4.05').waitFor()
    await page.close()
  })

  it('and in the limits of a field of a schema, which the JSON beside them follows', async () => {
    const page = await at.signInAt('/schemas/new')
    const field = fieldOf(page, 'field')
    await field.getByLabel('Type').selectOption('number')
    await field.getByRole('button', { name: 'More' }).click()
    await type(field.getByLabel('At least'), '0.05')
    await page.getByText('"minimum": 0.05').waitFor()
    await page.close()
  })
})
