import type { Db } from '../../storage/driver.ts'
import { selectDueCampaigns, selectDueSends } from './due-sends.sql.ts'

/** From how many of one lane on no more are counted. */
const most = 10_000

/** What is to be sent to contacts up to a time on the tenant's clock. */
export const dueSends = (db: Db, tenantId: string, until: Date) => selectDueSends(db, tenantId, until, most)

/** Which campaigns begin up to a time on the tenant's clock. */
export const dueCampaigns = (db: Db, tenantId: string, until: Date) => selectDueCampaigns(db, tenantId, until)
