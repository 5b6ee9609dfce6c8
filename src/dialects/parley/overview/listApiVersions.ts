import Type from 'typebox'
import { operation } from '../../../http/operation.ts'
import { phaseAt } from '../../../http/versions.ts'

const MaybeTime = Type.Union([Type.String({ format: 'date-time' }), Type.Null()])

/** As it is on the tenant's clock. `/keys/{id}/uses` tells who calls which. */
export const listApiVersions = operation({
  method: 'GET',
  path: '/api-versions',
  name: 'listApiVersions',
  summary: 'The APIs that are served, their versions and the life of these',
  tag: 'Overview',
  scope: 'overview:read',
  replies: {
    200: Type.Object({
      items: Type.Array(
        Type.Object({
          dialect: Type.String(),
          title: Type.String(),
          version: Type.String(),
          path: Type.String({ description: 'Where it is; `openapi.json` and `ui/index` are below it.' }),
          account: Type.Union([Type.String(), Type.Null()], {
            description: 'What the tenant is called in its paths, where it is named there.',
          }),
          phase: Type.String({
            description: '`limited`, `current`, `active LTS`, `deprecated` or `end of life`.',
          }),
          deprecatedOn: MaybeTime,
          endsOn: MaybeTime,
          successor: Type.Union([Type.String(), Type.Null()]),
        }),
      ),
    }),
  },
  async handle({ apis, now, caller: { tenant } }) {
    const items = apis.flatMap(api =>
      api.versions.map(version => ({
        dialect: api.name,
        title: api.title,
        version: version.name,
        path: api.mount(version.name),
        account: api.accountOf?.(tenant) ?? null,
        phase: phaseAt(version, now),
        deprecatedOn: version.deprecatedOn?.toISOString() ?? null,
        endsOn: version.endsOn?.toISOString() ?? null,
        successor: version.successor ?? null,
      })),
    )
    return { status: 200, body: { items } }
  },
})
