import type { Db } from '../../storage/driver.ts'
import { selectContent } from './content.sql.ts'
import { contentOf } from './content.ts'
import type { Payload } from './payload.ts'
import type { ContentChannel } from './send-channel.ts'
import type { Visitor } from './visitor.ts'

/** What is on show. Its id is its send's. */
export interface ContentItem {
  readonly id: string
  readonly channel: ContentChannel
  readonly placement: string | null
  readonly title: string | null
  readonly html: string | null
  readonly text: string | null
  readonly imageUrl: string | null
  readonly url: string | null
  /** What else the company says of it. */
  readonly payload: Payload
  readonly shownFrom: Date
  readonly expiresAt: Date
  readonly viewedAt: Date | null
}

const mostItems = 20

/** What is on show for a visitor on these channels, the newest first, at most 20. */
export async function listContent(
  db: Db,
  { tenant, contactId }: Visitor,
  where: { readonly channels: readonly ContentChannel[]; readonly placement?: string | undefined },
  now: Date,
): Promise<ContentItem[]> {
  const rows = await selectContent(db, tenant.id, contactId, where, now, mostItems)
  return rows.map(row => {
    const channel = row.channel as ContentChannel
    const { placement: _p, url: _u, imageUrl: _i, validFor: _v, ...payload } = row.payload ?? {}
    return {
      id: row.id,
      channel,
      ...contentOf(channel, row.payload),
      title: row.subject,
      html: row.html,
      text: row.text,
      payload,
      shownFrom: row.sent_at,
      expiresAt: row.expires_at,
      viewedAt: row.opened_at,
    }
  })
}
