/** Fails when a generated file is not what would be generated now. */
import { existsSync, readFileSync } from 'node:fs'
import { preparedClusterFile } from '../src/storage/embedded/prepared-cluster.ts'
import { generatedFiles, root } from './generated/files.ts'

for (const [path, render] of Object.entries(generatedFiles)) {
  const url = new URL(path, root)
  const current = existsSync(url) ? readFileSync(url, 'utf8') : ''
  if (current === (await render())) continue
  console.error(`${path} is stale: npm run generate`)
  process.exitCode = 1
}

if (!existsSync(preparedClusterFile())) {
  console.error('src/storage/embedded has no cluster of the installed version: npm run generate')
  process.exitCode = 1
}
