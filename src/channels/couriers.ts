import type { CourierKind } from '../domain/messaging/courier.ts'
import { companyWebhook } from './company-webhook.ts'
import { fcm } from './fcm.ts'
import { privateEmail } from './private-email.ts'
import { privateSms } from './private-sms.ts'
import { privateWhatsapp } from './private-whatsapp.ts'
import { smsHttp } from './sms-http.ts'
import { smtp } from './smtp.ts'
import { webPush } from './web-push.ts'
import { whatsappCloud } from './whatsapp-cloud.ts'

/** Every kind of provider that messages can be handed over to. */
export const couriers: readonly CourierKind[] = [
  smtp,
  privateEmail,
  smsHttp,
  privateSms,
  whatsappCloud,
  privateWhatsapp,
  fcm,
  webPush,
  companyWebhook,
]
