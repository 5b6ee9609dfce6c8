import Type from 'typebox'

/** A flat object with the fields that the trigger declares; the domain says what is wrong with them. */
export const TriggerData = Type.Unknown({
  description: 'The fields of the trigger by name. A boolean may be the text "true" or "false".',
})

/** What the four operations share. */
export const triggerOperation = {
  method: 'POST',
  tag: 'Custom triggers',
  scope: 'triggers:write',
  body: TriggerData,
  bodyLimit: 64 * 1024,
  replies: { 200: null },
} as const

export const triggerErrors = ['CustomTriggerNotFound', 'ContactNotFound', 'InvalidTriggerData'] as const
