import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { deleteInteraction } from '../../src/domain/interactions/delete-interaction.ts'
import { moveBodies } from '../../src/domain/interactions/keep-bodies.ts'
import { readBody } from '../../src/domain/interactions/read-body.ts'
import { commitInteractions, type Submission } from '../../src/domain/interactions/record-interactions.ts'
import type { BlobStore } from '../../src/storage/blobs/blob-store.ts'
import { openBlobs } from '../../src/storage/blobs/open-blobs.ts'
import { transact } from '../../src/storage/database.ts'
import type { Activity } from './activity.ts'
import type { TestDatabase } from './database.ts'

/** The same store, but for what is changed. */
export const withChanges = (blobs: BlobStore, changes: Partial<BlobStore>): BlobStore => ({
  put: (key, bytes) => blobs.put(key, bytes),
  get: key => blobs.get(key),
  getRange: (key, offset, length) => blobs.getRange(key, offset, length),
  delete: key => blobs.delete(key),
  list: prefix => blobs.list(prefix),
  check: () => blobs.check(),
  describe: blobs.describe,
  ...changes,
})

/** The files below a folder. */
export const archivesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())

/** What they hold, unpacked. */
export const textIn = (folder: string) =>
  archivesIn(folder).map(({ parentPath, name }) =>
    gunzipSync(readFileSync(join(parentPath, name))).toString(),
  )

/** What a test does with bodies as received, and where it looks for them. */
export function testBodies({ db, pool }: TestDatabase) {
  const parent = mkdtempSync(join(tmpdir(), 'parley-bodies-'))

  async function isInDatabase(text: string): Promise<boolean> {
    const { rows: bundles } = await pool.query('select bodies from body_bundles where bodies is not null')
    for (const { bodies } of bundles) if (gunzipSync(bodies).includes(text)) return true
    const { rows } = await pool.query(
      `select 1 from interactions where strpos(payload::text, $1) > 0
       union all select 1 from rejected_interactions where strpos(body, $1) > 0 or strpos(faults::text, $1) > 0`,
      [text],
    )
    return rows.length > 0
  }

  return {
    /** A blob store in a folder of its own. */
    newBlobs() {
      const folder = mkdtempSync(join(parent, 'blobs-'))
      return { blobs: openBlobs(folder, {}), folder }
    },

    /** Records interactions with these bodies in one batch and answers their ids. */
    async record(activity: Activity, bodies: readonly string[], other: Partial<Submission['prepared']> = {}) {
      const submissions = bodies.map(body => {
        const { prepared, receivedAt } = activity.interaction({ page: '/' }, { body })
        return { prepared: { ...prepared, ...other }, receivedAt }
      })
      await commitInteractions(db, submissions)
      return submissions.map(({ prepared }) => prepared.id)
    },

    readAll: (blobs: BlobStore, { tenant }: Activity, ids: readonly string[]) =>
      Promise.all(ids.map(id => readBody(db, blobs, tenant.id, id))),

    places: ({ tenant }: Activity) =>
      db
        .selectFrom('body_bundles')
        .select(['id', 'bodies', 'archive'])
        .where('tenant_id', '=', tenant.id)
        .orderBy('id')
        .execute(),

    remove: (activity: Activity, id: string) =>
      transact(db, tx => deleteInteraction(tx, activity.tenant.id, id, new Date())),

    /** Moves everything there is, whatever its age and size. */
    moveAll: (blobs: BlobStore) => moveBodies(db, blobs, new Date(), 1),

    async isAnywhere(text: string, folder: string): Promise<boolean> {
      return (await isInDatabase(text)) || textIn(folder).some(found => found.includes(text))
    },

    forgetAll: () => pool.query('truncate body_bundles, body_erasures, interactions, rejected_interactions'),

    cleanUp: () => rmSync(parent, { recursive: true }),
  }
}
