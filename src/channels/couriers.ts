import type { CourierKind } from '../domain/messaging/courier.ts'
import { companyWebhook } from './company-webhook.ts'
import { fcm } from './fcm.ts'
import { smsHttp } from './sms-http.ts'
import { smtp } from './smtp.ts'
import { webPush } from './web-push.ts'
import { whatsappCloud } from './whatsapp-cloud.ts'

/** Every kind of provider that messages can be handed over to. */
export const couriers: readonly CourierKind[] = [smtp, smsHttp, whatsappCloud, fcm, webPush, companyWebhook]
