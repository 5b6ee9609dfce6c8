import type { CourierKind } from '../domain/messaging/courier.ts'
import { smsHttp } from './sms-http.ts'
import { smtp } from './smtp.ts'

/** Every kind of provider that messages can be handed over to. */
export const couriers: readonly CourierKind[] = [smtp, smsHttp]
