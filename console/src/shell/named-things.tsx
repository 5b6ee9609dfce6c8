/** What the command palette finds by name beside contacts and pages. A page with things of its own adds them here. */
import type { SpotlightActionGroupData } from '@mantine/spotlight'
import { IconChartPie } from '@tabler/icons-react'
import { useRouter } from '@tanstack/react-router'
import { useAnswer } from '../api/queries.ts'
import { useMay } from '../session/session.tsx'

export function useNamedThings(text: string): SpotlightActionGroupData[] {
  return [useSegments(text.trim() !== '')]
}

function useSegments(isAsked: boolean): SpotlightActionGroupData {
  const router = useRouter()
  const enabled = useMay()('segments:read') && isAsked
  const { data } = useAnswer('listSegments', { query: { limit: 200 } }, { enabled })
  const items = enabled ? (data?.items ?? []) : []
  const actions = items.map(({ id, name, description }) => ({
    id: `segment ${id}`,
    label: name,
    description,
    leftSection: <IconChartPie size={18} aria-hidden />,
    onClick: () => router.navigate({ to: '/segments/$segmentId', params: { segmentId: id } }),
  }))
  return { group: 'Segments', actions }
}
