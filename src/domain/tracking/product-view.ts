/** A product view: a contact looked at an article. */
export interface ProductView {
  readonly contactId: string
  readonly sku: string
  readonly category: string | null
  readonly viewedAt: Date
  readonly sessionId: string | null
  readonly newSession: boolean | null
  readonly language: string | null
  readonly url: string | null
  readonly externalReferrer: string | null
  readonly utm: readonly { readonly key: string | null; readonly value: string | null }[]
}
