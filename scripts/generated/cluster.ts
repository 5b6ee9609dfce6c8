/** Packs what `initdb` of the embedded database makes, so that no new user waits for it. Only when its version is new. */
import { existsSync, globSync, rmSync, writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { constants, zstdCompressSync } from 'node:zlib'
import { PGlite } from '@electric-sql/pglite'
import { preparedClusterFile } from '../../src/storage/embedded/prepared-cluster.ts'

export async function prepareCluster(): Promise<void> {
  const file = preparedClusterFile()
  if (existsSync(file)) return
  const database = await PGlite.create()
  await database.exec('checkpoint')
  const archive = await database.dumpDataDir('none')
  await database.close()
  const params = { [constants.ZSTD_c_compressionLevel]: 19, [constants.ZSTD_c_windowLog]: 26 }
  const packed = zstdCompressSync(Buffer.from(await archive.arrayBuffer()), { params })
  const older = globSync(fileURLToPath(new URL('./cluster-*.tar.zst', file)))
  for (const each of older) rmSync(each)
  writeFileSync(file, packed)
  console.log(relative(process.cwd(), fileURLToPath(file)))
}
