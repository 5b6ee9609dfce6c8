/**
 * Makes the pictures of the console in docs/screens: `node bin/run.cjs scripts/screens.ts`. Light, dark and on a phone, of
 * a server of its own with the demo. The pages are those of the kit. With names of pages only theirs are made anew.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { openConsole, settled, showScheme } from '../acceptance/kit/console.ts'
import { furnish, mainPages } from '../acceptance/kit/furniture.ts'
import { startReceiver } from '../acceptance/kit/receiver.ts'

const root = new URL('../', import.meta.url).pathname
const folder = join(root, 'docs/screens')
const wide = { viewport: { width: 1280, height: 800 } }
const phone = { viewport: { width: 390, height: 780 }, deviceScaleFactor: 2 }

async function take(page: Page, name: string) {
  await settled(page)
  await page.locator('.mantine-Loader-root').first().waitFor({ state: 'detached' }) // such as previews
  await page.waitForTimeout(400) // charts are drawn after their data has come
  // WebP has half the bytes of PNG.
  const session = await page.context().newCDPSession(page)
  const { width, height } = page.viewportSize()!
  const scale = Number(await page.evaluate('devicePixelRatio'))
  const clip = { x: 0, y: 0, width, height, scale }
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 85, clip })
  await session.detach()
  writeFileSync(join(folder, `${name}.webp`), Buffer.from(data, 'base64'))
  console.log(`docs/screens/${name}.webp`)
}

const chosen = process.argv.slice(2)
const at = await openConsole({ PARLEY_WEBHOOKS_PRIVATE: 'allow' })
const receiver = await startReceiver()
try {
  if (chosen.length === 0) rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const pages = mainPages(await furnish(at, receiver))
  const [onDesk, inHand] = [await at.signIn(undefined, wide), await at.signIn(undefined, phone)]
  for (const [name, path] of Object.entries(pages)) {
    if (chosen.length > 0 && !chosen.includes(name)) continue
    await showScheme(onDesk, 'light')
    await at.visit(onDesk, path)
    await take(onDesk, name)
    await showScheme(onDesk, 'dark')
    await take(onDesk, `${name}-dark`)
    await at.visit(inHand, path)
    await take(inHand, `${name}-phone`)
  }
} finally {
  await receiver.close()
  await at.close()
}
