import pg from 'pg'
import { openDatabase } from '../../src/storage/database.ts'
import type { DatabasePlace } from '../databases/database-place.ts'

/** The same database in the same way as Parley opens it: embedded in a thread, or over a socket. */
export async function openPool(place: DatabasePlace): Promise<pg.Pool> {
  if (place.kind === 'server') return new pg.Pool({ connectionString: place.url, max: 4 })
  const database = await openDatabase({ folder: place.folder })
  return database.pool
}
