/** WebEngage › Catalogs: CSV files of items, and of what is recommended. */

import { mostRecommended } from '../../../domain/catalogues/catalogue.ts'
import { readCatalogue, readRecommendation } from '../../../domain/catalogues/read-catalogues.ts'
import { holdCatalogueOf, writeItems } from '../../../domain/catalogues/write-items.ts'
import { writeRecommended } from '../../../domain/catalogues/write-recommendations.ts'
import type { UploadKind } from '../../../domain/uploads/upload-kind.ts'

/** The subject is the slug of the catalogue. Columns that are no attributes of it are passed over. */
export const itemRows: UploadKind = {
  name: 'catalogue-items',

  async check(db, tenant, subject, header) {
    const { attributes } = await readCatalogue(db, tenant, subject)
    const missing = attributes.filter(({ name, isRequired }) => isRequired && !header.includes(name))
    return missing.length > 0
      ? `There is no column ${missing
          .map(({ name }) => name)
          .join(', ')
          .slice(0, 500)}.`
      : undefined
  },

  async carryOut(tx, tenant, subject, header, rows, at) {
    const catalogue = await holdCatalogueOf(tx, tenant, subject)
    if (!catalogue) return rows.map(() => 'the catalogue is gone')
    const items = rows.map(cells => new Map(header.map((name, index) => [name, cells[index] ?? ''])))
    return writeItems(tx, tenant, catalogue, items, at)
  },
}

/** The subject is the slug of the recommendation. A row is an item or a user with the items for it; of a static one, items alone. */
export const recommendedRows: UploadKind = {
  name: 'recommended-items',

  async check(db, tenant, subject, header) {
    await readRecommendation(db, tenant, subject)
    return header.length > mostRecommended + 1
      ? `There are more than ${mostRecommended + 1} columns.`
      : undefined
  },

  carryOut: (tx, tenant, subject, _header, rows) => writeRecommended(tx, tenant, subject, rows),
}
