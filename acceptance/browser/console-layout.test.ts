import { deepEqual, equal, ok } from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import type { Page, Request } from 'playwright-core'
import { openConsole, settled } from '../kit/console.ts'
import { furnish, mainPages } from '../kit/furniture.ts'
import { startReceiver } from '../kit/receiver.ts'

/** How much of a page may move before one has touched it, in the browser's measure of it (its share of the window). */
const bearable = 0.02
/** What comes after the page says that it is loaded, comes within this. */
const restMs = 250

/** Runs before anything of the page: what moved, how far, and which elements those were. */
const watchShifts = `{
  globalThis.shifts = []
  const nameOf = node => node?.nodeType === 1 ? node.tagName + '.' + node.className : String(node?.textContent)
  const spot = ({ top, height }) => Math.round(top) + '+' + Math.round(height)
  new PerformanceObserver(list => {
    for (const { hadRecentInput, value, sources } of list.getEntries()) {
      if (hadRecentInput) continue
      const moved = sources.map(({ node, previousRect, currentRect }) =>
        nameOf(node).slice(0, 90) + ' ' + spot(previousRect) + ' to ' + spot(currentRect))
      globalThis.shifts.push({ value, moved })
    }
  }).observe({ type: 'layout-shift', buffered: true })
}`

interface Shift {
  readonly value: number
  readonly moved: readonly string[]
}

describe('Pages of the console', async () => {
  const receiver = await startReceiver()
  after(receiver.close)
  const at = await openConsole({ PARLEY_WEBHOOKS_PRIVATE: 'allow' })
  after(at.close)
  const pages = mainPages(await furnish(at, receiver))

  /** Where something moved, or is wider than the window. */
  async function restless(page: Page): Promise<string[]> {
    await page.addInitScript(watchShifts)
    const found: string[] = []
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(new URL(path, at.server.url).href)
      await settled(page)
      await page.waitForTimeout(restMs)
      const shifts = (await page.evaluate('globalThis.shifts')) as Shift[]
      const width = Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth'))
      if (width > 0) found.push(`${name} is ${width} too wide`)
      const score = shifts.reduce((sum, { value }) => sum + value, 0)
      if (score < bearable) continue
      found.push([`${name} ${score.toFixed(3)}`, ...shifts.flatMap(({ moved }) => moved)].join('\n  '))
    }
    await page.context().close()
    return found
  }

  it('stand still while and after they load, wide and on a phone', async () => {
    const wide = await at.signIn()
    const phone = await at.signIn(undefined, { viewport: { width: 390, height: 844 }, hasTouch: true })
    const [onDesk, inHand] = await Promise.all([restless(wide), restless(phone)])
    deepEqual({ onDesk, inHand }, { onDesk: [], inHand: [] })
    deepEqual(at.complaints.splice(0), [])
  })

  it('show a contact with ten thousand interactions after one page of them, and scroll without blank frames', async () => {
    const { id } = await at.ask('POST', '/contacts', { attributes: { email: 'busy@example.com' } })
    const item = { contactId: id, schemaId: 'product-review' }
    for (let batch = 0; batch < 10; batch++) {
      const payloads = Array.from({ length: 1000 }, (_, n) => reviewOf(batch * 1000 + n))
      await at.ask('POST', '/interactions/batch', { items: payloads.map(payload => ({ ...item, payload })) })
    }
    const page = await at.signIn()
    for (const tab of ['timeline', 'interactions']) {
      const { asked, stop } = requestsOf(page, new RegExp(`/parley/v1/.*\\b${tab}\\b`))
      await page.goto(`${at.server.url}/contacts/${id}?tab=${tab}`)
      await page.getByRole('article').first().waitFor()
      stop()
      equal(asked.length, 1, asked.join('\n'))
      const { blank, frames, items, articles, elements } = (await page.evaluate(scrollFast)) as Scrolled
      ok(frames > 50 && items > 450, `${tab}: ${items} items in ${frames} frames`)
      deepEqual(blank, [], `${tab}: blank frames`)
      ok(articles < 100 && elements < 4000, `${tab}: ${articles} articles, ${elements} elements`)
    }
    await page.context().close()
    deepEqual(at.complaints.splice(0), [])
  })
})

const reviewOf = (n: number) => ({
  productSku: `SCARF-${n}`,
  rating: 1 + (n % 5),
  title: n % 3 === 0 ? 'A longer title that says why it was so good, or not, in more words' : 'Good',
})

/** What a page asks for, of what is named so, until it is told to stop. */
function requestsOf(page: Page, named: RegExp) {
  const asked: string[] = []
  const note = (request: Request) => void (named.test(request.url()) && asked.push(request.url()))
  page.on('request', note)
  return { asked, stop: () => page.off('request', note) }
}

interface Scrolled {
  /** How far down the page was in frames without a row in the middle of the window. */
  readonly blank: readonly number[]
  readonly frames: number
  /** The number of the last item that was seen. */
  readonly items: number
  /** The most that were on the page at a time. */
  readonly articles: number
  readonly elements: number
}

/** Half a window in each frame, until five pages have gone by; looks at what the frame is going to show. */
const scrollFast = `new Promise(resolve => {
  const blank = []
  let [frames, items, articles, elements] = [0, 0, 0, 0]
  const list = document.querySelector('[role="feed"]')
  scrollTo(0, list.getBoundingClientRect().top + scrollY)
  requestAnimationFrame(function step() {
    scrollBy(0, innerHeight / 2)
    const row = document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.closest('article')
    if (!row?.textContent) blank.push(scrollY)
    items = Number(row?.getAttribute('aria-posinset') ?? items)
    articles = Math.max(articles, document.querySelectorAll('article').length)
    elements = Math.max(elements, document.querySelectorAll('*').length)
    frames++
    if (items < 480 && frames < 2000) return requestAnimationFrame(step)
    resolve({ blank, frames, items, articles, elements })
  })
})`
