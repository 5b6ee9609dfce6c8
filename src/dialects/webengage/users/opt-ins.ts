/** WebEngage › Users: which channels a user takes messages on. They are the preferences that every dialect sees. */
export const optIns = {
  emailOptIn: 'email',
  smsOptIn: 'sms',
  whatsappOptIn: 'whatsapp',
  pushOptIn: 'push',
} as const

/** A user of whom nothing was said takes these: only WhatsApp must be asked for. */
export const newUserPreferences = { email: true, sms: true }
