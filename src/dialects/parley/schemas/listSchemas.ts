import Type from 'typebox'
import { operation } from '../../../http/operation.ts'
import { isUuid } from '../../../kernel/ids.ts'
import { readPlace, toPage } from '../../../kernel/page.ts'
import { pageOf, pageQuery, toWirePage } from '../paging.ts'
import { SchemaModel, toWireSchema } from './translate.ts'

/** The schemas of the tenant, those made first before the others. */
export const listSchemas = operation({
  method: 'GET',
  path: '/schemas',
  name: 'listSchemas',
  summary: 'List the schemas',
  tag: 'Schemas',
  scope: 'schemas:read',
  query: Type.Object(pageQuery),
  replies: { 200: pageOf(SchemaModel) },
  errors: ['cursor-invalid'],
  async handle({ schemas, caller, query: { limit, cursor } }) {
    const [after = ''] = readPlace(cursor, [isUuid]) ?? []
    const all = [...(await schemas.of(caller.tenant)).values()].filter(({ key }) => key > after)
    const page = toPage(all, limit, last => [last.key])
    return { status: 200, body: toWirePage(page, schema => toWireSchema(schema.definition, schema)) }
  },
})
