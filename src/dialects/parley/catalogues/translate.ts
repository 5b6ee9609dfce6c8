import Type, { type Static } from 'typebox'
import {
  attributeTypes,
  type Catalogue,
  type CatalogueItem,
  type Recommendation,
} from '../../../domain/catalogues/catalogue.ts'

const Time = Type.String({ format: 'date-time' })

export const catalogueParams = Type.Object({ catalogueSlug: Type.String() })

export const CatalogueBody = Type.Object(
  {
    name: Type.String(),
    keyAttribute: Type.String({ description: 'By which an item is known.' }),
    attributes: Type.Array(
      Type.Object(
        {
          name: Type.String(),
          type: Type.String({ description: attributeTypes.join(', ') }),
          isRequired: Type.Optional(Type.Boolean()),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
)

export const CatalogueModel = Type.Object({
  slug: Type.String(),
  name: Type.String(),
  keyAttribute: Type.String(),
  attributes: Type.Array(
    Type.Object({ name: Type.String(), type: Type.String(), isRequired: Type.Boolean() }),
  ),
  createdAt: Time,
  updatedAt: Time,
})

export const ItemModel = Type.Object({
  key: Type.String(),
  attributes: Type.Object({}, { additionalProperties: true }),
  updatedAt: Time,
})

export const RecommendationModel = Type.Object({
  slug: Type.String(),
  name: Type.String(),
  kind: Type.String({ description: '`static`, `by-item` or `by-user`.' }),
  catalogue: Type.String(),
  createdBy: Type.String(),
  createdAt: Time,
  updatedAt: Time,
})

const times = ({ createdAt, updatedAt }: { createdAt: Date; updatedAt: Date }) => ({
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
})

export const toWireCatalogue = (catalogue: Catalogue): Static<typeof CatalogueModel> => ({
  ...catalogue,
  attributes: catalogue.attributes.map(attribute => ({ ...attribute })),
  ...times(catalogue),
})

export const toWireItem = ({ key, attributes, updatedAt }: CatalogueItem): Static<typeof ItemModel> => ({
  key,
  attributes: { ...attributes },
  updatedAt: updatedAt.toISOString(),
})

export const toWireRecommendation = (given: Recommendation): Static<typeof RecommendationModel> => ({
  ...given,
  ...times(given),
})
