/** What stories of the pages of schemas do again and again. */
import type { Page } from 'playwright-core'

export const draft = 'https://json-schema.org/draft/2020-12/schema'

export const editorOf = (page: Page, label: string) => page.getByRole('textbox', { name: label, exact: true })

/** Puts a text in the place of all that is in an editor. */
export async function write(page: Page, label: string, text: string): Promise<void> {
  await editorOf(page, label).click()
  await page.keyboard.press('Control+a')
  await page.keyboard.insertText(text)
}

export async function textOf(page: Page, label: string): Promise<string> {
  return (await editorOf(page, label).locator('.cm-line').allTextContents()).join('\n')
}

/** One field in the designer. */
export const fieldOf = (page: Page, name: string) =>
  page.getByRole('group', { name: `Field ${name}`, exact: true })

export const named = (page: Page, label: string) => page.getByRole('textbox', { name: label, exact: true })

export const definition = (id: string, properties: object, required: readonly string[] = []) => ({
  id,
  displayName: id,
  jsonSchema: { $schema: draft, type: 'object', properties, required },
})
