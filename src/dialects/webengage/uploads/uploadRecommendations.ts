import Type, { type Static } from 'typebox'
import { Value } from 'typebox/value'
import type { RecommendationKind } from '../../../domain/catalogues/catalogue.ts'
import {
  defineRecommendation,
  forgetRecommendation,
} from '../../../domain/catalogues/write-recommendations.ts'
import { operation } from '../../../http/operation.ts'
import { inputInvalid } from '../../../kernel/domain-error.ts'
import { Account, contain, container, Format } from '../container.ts'
import { takeFile } from './take-file.ts'
import { FileParts } from './translate.ts'

const kinds: Readonly<Record<string, RecommendationKind>> = {
  STATIC_MANUAL: 'static',
  ITEM_ITEM_MANUAL: 'by-item',
  USER_ITEM_MANUAL: 'by-user',
}
const MetaModel = Type.Object({
  type: Type.String({ description: Object.keys(kinds).join(', ') }),
  name: Type.String(),
  catalogSlug: Type.String(),
  createdBy: Type.String(),
  recommendationSlug: Type.Optional(Type.Union([Type.String(), Type.Null()])),
})

/** WebEngage › Recommendations › Manual upload. The part `recommendationMeta` comes before the file. */
export const uploadRecommendations = operation({
  method: 'POST',
  path: '/{licenseCode}/recommendation/manual/upload',
  name: 'uploadRecommendations',
  summary: 'Upload what is recommended',
  tag: 'Uploads',
  scope: 'data-ingestion:write',
  versions: ['dashboard'],
  isNeverStored: true,
  params: Account,
  query: Format,
  parts: Type.Object({ recommendationMeta: MetaModel, ...FileParts.properties }),
  replies: { 200: container(Type.Object({ recommendationSlug: Type.String() })) },
  errors: ['catalogue-not-found', 'recommendation-invalid', 'recommendation-not-found', 'upload-invalid'],
  async handle(request) {
    const { params, caller, write, now, href } = request
    let made: string | undefined
    try {
      const { id, subject } = await takeFile(request, 'recommended-items', async texts => {
        const meta = readMeta(texts.get('recommendationMeta'))
        const { slug } = await write(tx => defineRecommendation(tx, caller.tenant, meta, now))
        if (meta.slug === undefined) made = slug
        return slug
      })
      const headers = { location: href(`/${params.licenseCode}/uploads/${id}`) }
      const body = contain({ recommendationSlug: subject }, 'The file was taken and is being processed.')
      return { status: 200, body, headers }
    } catch (error) {
      const slug = made
      if (slug !== undefined) await write(tx => forgetRecommendation(tx, caller.tenant, slug))
      throw error
    }
  },
})

function readMeta(text: string | undefined) {
  if (text === undefined)
    throw inputInvalid([{ field: 'recommendationMeta', message: 'must come before the file' }])
  const meta = parse(text)
  const [problem] = Value.Errors(MetaModel, meta)
  if (problem)
    throw inputInvalid([{ field: `recommendationMeta${problem.instancePath}`, message: problem.message }])
  const { type, name, catalogSlug, createdBy, recommendationSlug } = meta as Static<typeof MetaModel>
  if (!Object.hasOwn(kinds, type))
    throw inputInvalid([
      { field: 'recommendationMeta/type', message: `must be one of ${Object.keys(kinds).join(', ')}` },
    ])
  return {
    kind: kinds[type]!,
    name,
    catalogue: catalogSlug,
    createdBy,
    slug: recommendationSlug ?? undefined,
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw inputInvalid([{ field: 'recommendationMeta', message: 'must be JSON' }])
  }
}
