/** What there is to settle, in the order of the tabs; each has its own address. */
export const sections = [
  { section: 'company', title: 'Company', scope: 'tenant:read' },
  { section: 'people', title: 'People', scope: 'people:read' },
  { section: 'contact-types', title: 'Contact types', scope: 'contacts:read' },
  { section: 'consents', title: 'Consents', scope: 'contacts:read' },
  { section: 'channels', title: 'Channels', scope: 'providers:read' },
  { section: 'versions', title: 'API versions', scope: 'overview:read' },
  { section: 'retention', title: 'Retention', scope: 'tenant:read' },
  { section: 'audit', title: 'Audit trail', scope: 'audit:read' },
] as const

export type SectionName = (typeof sections)[number]['section']
