import Type from 'typebox'
import { listAudit as list } from '../../../domain/accounts/list-audit.ts'
import { operation } from '../../../http/operation.ts'
import { pageOf, pageQuery, toWirePage } from '../paging.ts'
import { AuditModel, toWireAudit } from './translate.ts'

const Name = Type.Optional(Type.String({ maxLength: 200 }))

export const listAudit = operation({
  method: 'GET',
  path: '/audit-trail',
  name: 'listAudit',
  summary: 'Who did what to what, the newest first',
  tag: 'Tenant',
  scope: 'audit:read',
  query: Type.Object({ ...pageQuery, action: Name, subject: Name, actor: Name }),
  replies: { 200: pageOf(AuditModel) },
  errors: ['cursor-invalid'],
  async handle({ db, caller, query }) {
    const page = await list(db, caller.tenant.id, query, query)
    return { status: 200, body: toWirePage(page, toWireAudit) }
  },
})
