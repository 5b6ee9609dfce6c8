/** What the addresses of templates say beside which one it is. */
export interface TemplatesSearch {
  readonly channel?: string
}

/** For whom a template is shown, and because of what. */
export interface TemplateSearch {
  readonly contact?: string
  readonly interaction?: string
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

export const readChannel = ({ channel }: Record<string, unknown>): TemplatesSearch =>
  isText(channel) ? { channel } : {}

export const readPreview = ({ contact, interaction }: Record<string, unknown>): TemplateSearch => ({
  ...(isText(contact) && { contact }),
  ...(isText(interaction) && { interaction }),
})
