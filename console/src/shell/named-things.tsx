/** What the command palette finds by name beside contacts and pages. A page with things of its own adds them here. */
import { useDebouncedValue } from '@mantine/hooks'
import type { SpotlightActionGroupData } from '@mantine/spotlight'
import {
  IconBinaryTree,
  IconChartPie,
  IconForms,
  IconKey,
  IconSpeakerphone,
  IconTemplate,
  IconWebhook,
} from '@tabler/icons-react'
import { useRouter } from '@tanstack/react-router'
import { useAnswer } from '../api/queries.ts'
import { addressOfSchema } from '../pages/schemas/schema-address.ts'
import { useMay } from '../session/session.tsx'

export function useNamedThings(text: string): SpotlightActionGroupData[] {
  const isAsked = text.trim() !== ''
  return [
    useSegments(text),
    useAutomations(text),
    useSchemas(isAsked),
    useTemplates(isAsked),
    useCampaigns(isAsked),
    useWebhooks(isAsked),
    useKeys(isAsked),
  ]
}

const all = { query: { limit: 200 } } as const

function useTemplates(isAsked: boolean): SpotlightActionGroupData {
  const router = useRouter()
  const enabled = useMay()('messages:read') && isAsked
  const { data } = useAnswer('listTemplates', all, { enabled })
  const items = enabled ? (data?.items ?? []) : []
  const actions = items.map(({ id, name, subject }) => ({
    id: `template ${id}`,
    label: name,
    description: subject ?? '',
    leftSection: <IconTemplate size={18} aria-hidden />,
    onClick: () => router.navigate({ to: '/templates/$templateId', params: { templateId: id } }),
  }))
  return { group: 'Templates', actions }
}

function useCampaigns(isAsked: boolean): SpotlightActionGroupData {
  const router = useRouter()
  const enabled = useMay()('campaigns:read') && isAsked
  const { data } = useAnswer('listCampaigns', all, { enabled })
  const items = enabled ? (data?.items ?? []) : []
  const actions = items.map(({ id, name, state }) => ({
    id: `campaign ${id}`,
    label: name,
    description: state,
    leftSection: <IconSpeakerphone size={18} aria-hidden />,
    onClick: () => router.navigate({ to: '/campaigns/$campaignId', params: { campaignId: id } }),
  }))
  return { group: 'Campaigns', actions }
}

/** Found by the server, however many there are. */
function useSegments(text: string): SpotlightActionGroupData {
  const [search] = useDebouncedValue(text.trim(), 200)
  const router = useRouter()
  const enabled = useMay()('segments:read') && search !== ''
  const { data } = useAnswer('listSegments', { query: { limit: 8, search } }, { enabled })
  const items = enabled ? (data?.items ?? []) : []
  const actions = items.map(({ id, name, description }) => ({
    id: `segment ${id}`,
    label: name,
    description,
    // The server found it: it is shown, whatever the words.
    keywords: text,
    leftSection: <IconChartPie size={18} aria-hidden />,
    onClick: () => router.navigate({ to: '/segments/$segmentId', params: { segmentId: id } }),
  }))
  return { group: 'Segments', actions }
}

/** A company has few of them: the palette chooses among all. */
function useWebhooks(isAsked: boolean): SpotlightActionGroupData {
  const router = useRouter()
  const enabled = useMay()('webhooks:read') && isAsked
  const { data } = useAnswer('listWebhooks', { query: { limit: 200 } }, { enabled })
  const items = enabled ? (data?.items ?? []) : []
  const actions = items.map(({ id, description, url }) => ({
    id: `webhook ${id}`,
    label: description || url,
    ...(description && { description: url }),
    leftSection: <IconWebhook size={18} aria-hidden />,
    onClick: () => router.navigate({ to: '/webhooks/$webhookId', params: { webhookId: id } }),
  }))
  return { group: 'Webhooks', actions }
}

function useKeys(isAsked: boolean): SpotlightActionGroupData {
  const router = useRouter()
  const enabled = useMay()('keys:read') && isAsked
  const { data } = useAnswer('listKeys', { query: { limit: 200 } }, { enabled })
  const items = enabled ? (data?.items ?? []).filter(({ revokedAt }) => revokedAt === null) : []
  const actions = items.map(({ id, name }) => ({
    id: `key ${id}`,
    label: name,
    leftSection: <IconKey size={18} aria-hidden />,
    onClick: () => router.navigate({ to: '/developers/keys/$keyId', params: { keyId: id } }),
  }))
  return { group: 'Keys', actions }
}

/** Found by the server, however many there are. */
function useAutomations(text: string): SpotlightActionGroupData {
  const router = useRouter()
  const [search] = useDebouncedValue(text.trim(), 200)
  const enabled = useMay()('automations:read') && search !== ''
  const { data } = useAnswer('listAutomations', { query: { limit: 8, search } }, { enabled })
  const items = enabled ? (data?.items ?? []) : []
  const actions = items.map(({ id, name, description }) => ({
    id: `automation ${id}`,
    label: name,
    description,
    // The server found it: it is shown, whatever the words.
    keywords: text,
    leftSection: <IconBinaryTree size={18} aria-hidden />,
    onClick: () => router.navigate({ to: '/automations/$automationId', params: { automationId: id } }),
  }))
  return { group: 'Automations', actions }
}

function useSchemas(isAsked: boolean): SpotlightActionGroupData {
  const router = useRouter()
  const enabled = useMay()('schemas:read') && isAsked
  const { data } = useAnswer('listSchemas', { query: { limit: 200 } }, { enabled })
  const items = enabled ? (data?.items ?? []) : []
  const actions = items.map(({ id, displayName }) => ({
    id: `schema ${id}`,
    label: displayName,
    description: id,
    leftSection: <IconForms size={18} aria-hidden />,
    onClick: () => router.navigate({ href: addressOfSchema(id) }),
  }))
  return { group: 'Schemas', actions }
}
