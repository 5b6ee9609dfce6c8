/** What there is to go to. A page gets its line here when it is there: no link leads nowhere. */
import {
  type Icon,
  IconApi,
  IconBinaryTree,
  IconBolt,
  IconCamera,
  IconChartPie,
  IconClock,
  IconForms,
  IconHome,
  IconKey,
  IconListSearch,
  IconMailForward,
  IconRadar2,
  IconSettings,
  IconSpeakerphone,
  IconTemplate,
  IconUsers,
  IconWebhook,
} from '@tabler/icons-react'
import type { LinkProps } from '@tanstack/react-router'

export interface Place {
  readonly label: string
  readonly to: NonNullable<LinkProps['to']>
  readonly icon: Icon
  /** Only for those whose role has it. */
  readonly scope: string
  /** Also found by these in the command palette. */
  readonly words?: string
}

export interface Area {
  /** The first area has none. */
  readonly title?: string
  readonly places: readonly Place[]
}

/** In the order of a day: how it goes, whom we know, what we say, how it is made. The workspace will be the second area. */
export const areas: readonly Area[] = [
  { places: [{ label: 'Home', to: '/', icon: IconHome, scope: 'me:read', words: 'overview dashboard' }] },
  {
    title: 'People',
    places: [
      {
        label: 'Contacts',
        to: '/contacts',
        icon: IconUsers,
        scope: 'contacts:read',
        words: 'customers members',
      },
      {
        label: 'Segments',
        to: '/segments',
        icon: IconChartPie,
        scope: 'segments:read',
        words: 'lists audiences members rules',
      },
      {
        label: 'Schemas',
        to: '/schemas',
        icon: IconForms,
        scope: 'schemas:read',
        words: 'interactions definitions rejected replay json',
      },
    ],
  },
  {
    title: 'Engagement',
    places: [
      {
        label: 'Automations',
        to: '/automations',
        icon: IconBinaryTree,
        scope: 'automations:read',
        words: 'journeys flows canvas runs',
      },
      {
        label: 'Templates',
        to: '/templates',
        icon: IconTemplate,
        scope: 'messages:read',
        words: 'e-mail sms push whatsapp in-app on-site in-line content mjml liquid',
      },
      {
        label: 'Campaigns',
        to: '/campaigns',
        icon: IconSpeakerphone,
        scope: 'campaigns:read',
        words: 'broadcasts newsletters',
      },
      {
        label: 'Outbox',
        to: '/outbox',
        icon: IconMailForward,
        scope: 'messages:read',
        words: 'sends sent messages delivered bounced',
      },
    ],
  },
  {
    title: 'Developers',
    places: [
      {
        label: 'Keys',
        to: '/developers/keys',
        icon: IconKey,
        scope: 'keys:read',
        words: 'api scopes secrets',
      },
      {
        label: 'Requests',
        to: '/developers/requests',
        icon: IconListSearch,
        scope: 'requests:read',
        words: 'log curl answers refused',
      },
      {
        label: 'APIs',
        to: '/developers/apis',
        icon: IconApi,
        scope: 'overview:read',
        words: 'reference documentation openapi swagger base url versions first request',
      },
      {
        label: 'Webhooks',
        to: '/webhooks',
        icon: IconWebhook,
        scope: 'webhooks:read',
        words: 'deliveries retries replay signature secret events receiver',
      },
      {
        label: 'Events',
        to: '/events',
        icon: IconRadar2,
        scope: 'events:read',
        words: 'catalogue facts live stream tail',
      },
      {
        label: 'Faults',
        to: '/faults',
        icon: IconBolt,
        scope: 'faults:read',
        words: 'double chaos slow flaky throttled down errors',
      },
      {
        label: 'Clock',
        to: '/clock',
        icon: IconClock,
        scope: 'clock:read',
        words: 'double time freeze advance resume',
      },
      {
        label: 'Snapshots',
        to: '/snapshots',
        icon: IconCamera,
        scope: 'snapshots:read',
        words: 'double reset restore empty',
      },
    ],
  },
  {
    title: 'Company',
    places: [
      {
        label: 'Settings',
        to: '/settings',
        icon: IconSettings,
        scope: 'tenant:read',
        words: 'people roles invite consents contact types providers channels retention audit versions',
      },
    ],
  },
]
