/** `npm run generate`: writes every generated file anew. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { prepareCluster } from './generated/cluster.ts'
import { generatedFiles, root } from './generated/files.ts'

for (const [path, render] of Object.entries(generatedFiles)) {
  const url = new URL(path, root)
  mkdirSync(new URL('.', url), { recursive: true })
  writeFileSync(url, await render())
  console.log(path)
}
await prepareCluster()
