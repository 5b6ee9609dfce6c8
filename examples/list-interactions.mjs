/**
 * Lists all interactions of one contact and one schema, page by page, newest first.
 *
 *   node examples/list-interactions.mjs [path of demo.json]
 *
 * Needs nothing but Node 20 or later. The link `next` of a page leads to the following one; the last page has none.
 */
import { readFileSync } from 'node:fs'

const { baseUrl, voyado, sample } = JSON.parse(readFileSync(process.argv[2] ?? 'data/demo.json', 'utf8'))
const headers = { apikey: voyado.apiKey, 'user-agent': 'ParleyExamples/1.0' }

/** Yields page after page. */
async function* pages(url) {
  for (let next = url; next !== undefined; ) {
    const response = await fetch(next, { headers })
    const answer = await response.json()
    if (!response.ok) throw new Error(`${response.status} ${answer.errorCode}: ${answer.message}`)
    yield answer.items
    next = answer.links.find(link => link.rel === 'next')?.href
  }
}

const seen = new Set()
let pageCount = 0
for await (const items of pages(`${baseUrl}/api/v3/interactions?${new URLSearchParams(sample)}`)) {
  pageCount++
  for (const { id, createdDate, payload } of items) {
    if (seen.has(id)) throw new Error(`${id} came twice.`)
    seen.add(id)
    console.log(createdDate, payload.name)
  }
}
console.log(`${seen.size} interactions on ${pageCount} pages`)
