import type { Operation } from '../../../http/operation.ts'
import { defineCatalogue } from './defineCatalogue.ts'
import { deleteCatalogue } from './deleteCatalogue.ts'
import { getCatalogue } from './getCatalogue.ts'
import { getCatalogueItem } from './getCatalogueItem.ts'
import { getRecommended } from './getRecommended.ts'
import { listCatalogueItems } from './listCatalogueItems.ts'
import { listCatalogues } from './listCatalogues.ts'
import { listRecommendations } from './listRecommendations.ts'

export const catalogueOperations: readonly Operation[] = [
  listCatalogues,
  getCatalogue,
  defineCatalogue,
  deleteCatalogue,
  listCatalogueItems,
  getCatalogueItem,
  listRecommendations,
  getRecommended,
]
