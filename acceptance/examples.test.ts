import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { run } from './kit/run.ts'
import { type Home, newHome, type Server } from './kit/server.ts'

const folder = new URL('../examples/', import.meta.url).pathname

let home: Home
let server: Server

before(async () => {
  home = await newHome()
  server = await home.start()
})

after(async () => {
  await server?.stop()
  await home?.remove()
})

for (const example of readdirSync(folder).filter(name => name.endsWith('.mjs'))) {
  test(`the example ${example} runs against the demo`, async () => {
    const { code, stdout, stderr } = await run([
      process.execPath,
      `${folder}${example}`,
      `${home.folder}/demo.json`,
    ]).finished
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' })
    assert.notEqual(stdout, '')
  })
}
